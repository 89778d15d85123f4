export type IpFamily = 'IPv4' | 'IPv6';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6_CHARACTERS = /^[0-9a-f:.]*:[0-9a-f:.]*$/i;

/** Undefined where the text is no IP address. */
export function familyOf(text: string): IpFamily | undefined {
  if (IPV4.test(text)) return 'IPv4';
  return isIPv6(text) ? 'IPv6' : undefined;
}

function isIPv6(text: string): boolean {
  if (!IPV6_CHARACTERS.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const endsInIPv4 = IPV4.test(last);
  const plain = endsInIPv4 ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const size = plain.length + (endsInIPv4 ? 2 : 0);
  return halves.length === 2 ? size < 8 : size === 8;
}

/** `10-1-2-3`: how an address stands as a label in a name (S-503, S-507). */
export function dashed(address: string): string {
  return address.replaceAll(/[.:]/g, '-');
}

/** The address that a dashed label means; undefined where it means none. */
export function undashed(label: string): string | undefined {
  const isIPv4 = /^[^-]+(?:-[^-]+){3}$/.test(label);
  const address = label.replaceAll('-', isIPv4 ? '.' : ':');
  return familyOf(address) === undefined ? undefined : address;
}

/** The address in `4.3.2.1.in-addr.arpa.` or `….ip6.arpa.`; undefined where the name is no such. */
export function addressOfReverseName(name: string): string | undefined {
  const [, four] = /^((?:\d+\.){4})in-addr\.arpa\.$/i.exec(name) ?? [];
  if (four !== undefined) return four.slice(0, -1).split('.').reverse().join('.');
  const [, six] = /^((?:[0-9a-f]\.){32})ip6\.arpa\.$/i.exec(name) ?? [];
  if (six === undefined) return undefined;
  const digits = six.slice(0, -1).split('.').reverse().join('');
  return (digits.match(/.{4}/g) ?? []).join(':');
}

/** One spelling for equal addresses. */
export function canonical(address: string): string {
  if (familyOf(address) !== 'IPv6') return address;
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

/** The name that a PTR question for an address asks. */
export function reverseName(address: string): string {
  if (familyOf(address) === 'IPv4') {
    return `${address.split('.').reverse().join('.')}.in-addr.arpa.`;
  }
  const [head = '', tail = ''] = canonical(address).split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  const digits = [...front, ...zeros, ...back].map((group) => group.padStart(4, '0')).join('');
  return `${digits.split('').reverse().join('.')}.ip6.arpa.`;
}
