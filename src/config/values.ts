/** Values that flags and the configuration write alike. Undefined for what is none. */

/** `1.37` of `v1.37.2`. */
export function parseVersion(text: string): string | undefined {
  return /^v?(1\.\d+)(?:\.\d+)?$/.exec(text)?.[1];
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

const HIGHEST_PORT = 65_535;

/** `30000-32767`. */
export function parsePortRange(text: string): PortRange | undefined {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  return from >= 1 && from <= to && to <= HIGHEST_PORT ? { from, to } : undefined;
}
