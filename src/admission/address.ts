import { remembering } from './format.ts';

/** An IP address or network as numbers. */
export interface Address {
  readonly family: 'IPv4' | 'IPv6';
  /** 4 or 16. */
  readonly bytes: readonly number[];
}

export interface Network extends Address {
  readonly prefix: number;
}

/** What the strict reading of 1.36 and later objects to in something that can be read (S-340). */
export type Sloppiness = 'leading-zero' | 'mapped' | 'host-bits' | undefined;

export interface ParsedAddress {
  readonly address: Address;
  readonly sloppiness: Sloppiness;
}

export interface ParsedNetwork {
  readonly network: Network;
  readonly sloppiness: Sloppiness;
}

export function parseAddress(text: string): ParsedAddress | undefined {
  if (!text.includes(':')) {
    const four = parseFour(text);
    if (four === undefined) return undefined;
    const sloppiness = /(?:^|\.)0[0-9]/.test(text) ? 'leading-zero' : undefined;
    return { address: { family: 'IPv4', bytes: four }, sloppiness };
  }
  const sixteen = parseSixteen(text);
  if (sixteen === undefined) return undefined;
  const isMapped =
    sixteen.slice(0, 10).every((byte) => byte === 0) && sixteen[10] === 255 && sixteen[11] === 255;
  // Go takes `::ffff:10.0.0.1` for the IPv4 address in it.
  return isMapped
    ? { address: { family: 'IPv4', bytes: sixteen.slice(12) }, sloppiness: 'mapped' }
    : { address: { family: 'IPv6', bytes: sixteen }, sloppiness: undefined };
}

export const parseNetwork = remembering(readNetwork);

function readNetwork(text: string): ParsedNetwork | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const parsed = parseAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (parsed === undefined || !/^[0-9]+$/.test(digits)) return undefined;
  const { address } = parsed;
  const prefix = Number(digits) - (parsed.sloppiness === 'mapped' ? 96 : 0);
  if (prefix < 0 || prefix > address.bytes.length * 8) return undefined;
  const sloppiness =
    parsed.sloppiness ??
    (/^0[0-9]/.test(digits)
      ? 'leading-zero'
      : hasHostBits(address, prefix)
        ? 'host-bits'
        : undefined);
  return { network: { ...address, prefix }, sloppiness };
}

function hasHostBits({ bytes }: Address, prefix: number): boolean {
  return bytes.some((byte, index) => {
    const fixed = Math.min(8, Math.max(0, prefix - index * 8));
    return (byte & (0xff >> fixed)) !== 0;
  });
}

/** Whether the one lies in the other and is smaller. */
export function isStrictlyInside(inner: Network, outer: Network): boolean {
  if (inner.family !== outer.family || inner.prefix <= outer.prefix) return false;
  return outer.bytes.every((byte, index) => {
    const fixed = Math.min(8, Math.max(0, outer.prefix - index * 8));
    const mask = 0xff & ~(0xff >> fixed);
    return (byte & mask) === ((inner.bytes[index] ?? 0) & mask);
  });
}

function parseFour(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^[0-9]+$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseSixteen(text: string): number[] | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = parseGroups(head);
  const after = tail === undefined ? [] : parseGroups(tail);
  if (before === undefined || after === undefined) return undefined;
  const missing = 16 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...before, ...new Array<number>(missing).fill(0), ...after];
}

/** `fd00:1`, perhaps with an IPv4 address as its last group. */
function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && group.includes('.')) {
      const four = parseFour(group);
      if (four === undefined) return undefined;
      bytes.push(...four);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
      const value = parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes;
}

const EXPLAIN = {
  'leading-zero': 'must not have leading zeros',
  mapped: 'must not be an IPv4 address written as IPv6',
  'host-bits': 'has bits set beyond the length of its prefix',
} as const;

/** What is wrong with an address in a field that is read strictly; nothing where all is well. */
export function addressComplaint(text: string): string | undefined {
  const parsed = parseAddress(text);
  if (parsed === undefined) return 'is no IP address';
  return parsed.sloppiness === undefined ? undefined : EXPLAIN[parsed.sloppiness];
}

export function networkComplaint(text: string): string | undefined {
  const parsed = parseNetwork(text);
  if (parsed === undefined) return 'is no network in CIDR notation, such as 10.9.8.0/24';
  return parsed.sloppiness === undefined ? undefined : EXPLAIN[parsed.sloppiness];
}

const DOCUMENTATION = ['192.0.2.', '198.51.100.', '203.0.113.'];

/** RFC 5737: addresses that stand in books and never in a network. */
export function isDocumentation({ bytes }: Address): boolean {
  return bytes.length === 4 && DOCUMENTATION.includes(`${bytes.slice(0, 3).join('.')}.`);
}

/** Why an address cannot be that of an endpoint (S-408, S-337). */
export function endpointComplaint(text: string): string | undefined {
  const bytes = parseAddress(text)?.address.bytes;
  if (bytes === undefined) return undefined;
  const [first, second, third] = bytes;
  const isIPv4 = bytes.length === 4;
  const rest = bytes.slice(0, -1);
  if (bytes.every((byte) => byte === 0)) return 'is the unspecified address';
  if (isIPv4 ? first === 127 : rest.every((byte) => byte === 0) && bytes.at(-1) === 1) {
    return 'is a loopback address: nobody else can reach it';
  }
  if (
    isIPv4 ? first === 169 && second === 254 : first === 0xfe && ((second ?? 0) & 0xc0) === 0x80
  ) {
    return 'is a link-local address: it holds on one link only';
  }
  const isMulticast = isIPv4
    ? first === 224 && second === 0 && third === 0
    : first === 0xff && ((second ?? 0) & 0x0f) === 2;
  return isMulticast ? 'is a link-local multicast address' : undefined;
}
