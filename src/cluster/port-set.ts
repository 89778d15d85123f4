import { LAST_PORT, PROTOCOLS, type PortSpan } from '../traffic/index.ts';

/** Ports by protocol: ordered, and no two spans of a protocol touch. */
export type PortSet = readonly PortSpan[];

export const ALL_PORTS: PortSet = PROTOCOLS.map((protocol) => ({
  protocol,
  from: 1,
  to: LAST_PORT,
}));

/** The ports that are in some of the spans. */
export function joinSpans(spans: readonly PortSpan[]): PortSet {
  const joined: PortSpan[] = [];
  for (const span of [...spans].sort(bySpan)) {
    const last = joined.at(-1);
    if (last?.protocol === span.protocol && span.from <= last.to + 1) {
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, span.to) };
    } else joined.push(span);
  }
  return joined;
}

function bySpan(one: PortSpan, other: PortSpan): number {
  return (
    PROTOCOLS.indexOf(one.protocol) - PROTOCOLS.indexOf(other.protocol) || one.from - other.from
  );
}

/** The ports that are in both. */
export function intersect(one: PortSet, other: PortSet): PortSet {
  if (one === ALL_PORTS) return other;
  if (other === ALL_PORTS) return one;
  return one.flatMap(({ protocol, from, to }) =>
    other.flatMap((it) => {
      const span = { protocol, from: Math.max(from, it.from), to: Math.min(to, it.to) };
      return it.protocol === protocol && span.from <= span.to ? [span] : [];
    }),
  );
}

export function areSamePorts(one: PortSet, other: PortSet): boolean {
  return (
    one.length === other.length &&
    one.every(({ protocol, from, to }, index) => {
      const it = other[index];
      return it?.protocol === protocol && it.from === from && it.to === to;
    })
  );
}
