// Grammars of names, as Kubernetes states them. Each function says what is wrong with a text, as the
// end of a sentence, or nothing.

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SUBDOMAIN_WITH_UNDERSCORE =
  /^[a-z0-9_]([-_a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_PART = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const LONGEST_LABEL = 63;
const LONGEST_SUBDOMAIN = 253;
const LONGEST_PORT_NAME = 15;

type Complaint = string | undefined;
export type Grammar = (text: string) => Complaint;

const MOST_REMEMBERED = 1000;

/** The same reading of texts that come again and again: few are looked at more than once. */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const earlier = known.get(text);
    if (earlier !== undefined || known.has(text)) return earlier as T;
    const found = read(text);
    if (known.size < MOST_REMEMBERED) known.set(text, found);
    return found;
  };
}

function atMost(text: string, length: number): Complaint {
  return text.length > length
    ? `has ${text.length} characters; at most ${length} are allowed`
    : undefined;
}

/** RFC 1123 label: Service names, port names of Services, hostnames (S-205, S-301, S-510). */
export function dnsLabel(text: string): Complaint {
  if (LABEL.test(text)) return atMost(text, LONGEST_LABEL);
  if (text.includes('.')) return 'must not contain dots: it is one DNS label';
  return 'is no DNS label: lower-case letters, digits and "-", a letter or digit at both ends';
}

/** RFC 1123 subdomain: names of most objects. */
export function dnsSubdomain(text: string): Complaint {
  if (SUBDOMAIN.test(text)) return atMost(text, LONGEST_SUBDOMAIN);
  return 'is no DNS name: lower-case letters, digits, "-" and ".", a letter or digit at both ends of each part';
}

/** What stands in a Pod's search list may have underscores. */
export function searchDomain(text: string): Complaint {
  return SUBDOMAIN_WITH_UNDERSCORE.test(text)
    ? atMost(text, LONGEST_SUBDOMAIN)
    : dnsSubdomain(text);
}

/** RFC 1035 label: names of API versions. */
export function dnsLabel1035(text: string): Complaint {
  if (LABEL_1035.test(text)) return atMost(text, LONGEST_LABEL);
  return 'is no DNS label that begins with a letter: lower-case letters, digits and "-"';
}

/** `*.example.com`: a wildcard for exactly the first label (S-605). */
export function wildcardDomain(text: string): Complaint {
  if (text.startsWith('*.') && SUBDOMAIN.test(text.slice(2))) {
    return atMost(text, LONGEST_SUBDOMAIN);
  }
  return 'may have a "*" only as its whole first label, followed by a DNS name: "*.example.com"';
}

/** IANA service name: container ports and all that refer to ports by name (S-221). */
export function portName(text: string): Complaint {
  if (text.length > LONGEST_PORT_NAME) return atMost(text, LONGEST_PORT_NAME);
  if (!/^[-a-z0-9]+$/.test(text)) {
    return 'may have only lower-case letters, digits and "-"';
  }
  if (!/[a-z]/.test(text)) return 'must contain at least one letter';
  if (text.includes('--')) return 'must not contain "--"';
  return /^-|-$/.test(text) ? 'must not begin or end with "-"' : undefined;
}

export function portNumber(value: number): Complaint {
  return Number.isInteger(value) && value >= 1 && value <= 65535
    ? undefined
    : 'is no port number: 1 to 65535';
}

/** Key of a label or annotation, and what is written like one (S-110). */
export function qualifiedName(text: string): Complaint {
  const parts = text.split('/');
  if (parts.length > 2) return 'may have one "/", between a DNS name and the name proper';
  const name = parts.at(-1) ?? '';
  if (parts.length === 2) {
    const [prefix = ''] = parts;
    if (prefix === '') return 'has nothing before the "/"';
    const complaint = dnsSubdomain(prefix);
    if (complaint !== undefined) return `is wrong before the "/": "${prefix}" ${complaint}`;
  }
  if (name === '') return parts.length === 2 ? 'has nothing after the "/"' : 'must not be empty';
  if (name.length > LONGEST_LABEL) return atMost(name, LONGEST_LABEL);
  return QUALIFIED_PART.test(name)
    ? undefined
    : 'may have letters, digits, "-", "_" and ".", a letter or digit at both ends';
}

export function labelValue(text: string): Complaint {
  if (text.length > LONGEST_LABEL) return atMost(text, LONGEST_LABEL);
  return text === '' || QUALIFIED_PART.test(text)
    ? undefined
    : 'is no label value: letters, digits, "-", "_" and ".", a letter or digit at both ends';
}

/** What any name in a URL must keep to. */
export function pathSegment(text: string): Complaint {
  if (text === '.' || text === '..') return `may not be "${text}"`;
  return /[/%]/.test(text) ? 'may not contain "/" or "%"' : undefined;
}

export function percent(text: string): Complaint {
  return /^[0-9]+%$/.test(text) ? undefined : 'is neither a number nor a percentage such as "50%"';
}
