import type { Resource } from '../model/index.ts';
import type { Located } from '../parse/index.ts';

/** One step of a request on its way to a container, with the place that makes it so. */
export interface Hop {
  readonly kind: 'name' | 'route' | 'service' | 'port' | 'endpoint' | 'container' | 'outside';
  readonly text: string;
  readonly resource: Resource | undefined;
  /** Undefined for what no manifest shows. */
  readonly at: Located<unknown> | undefined;
  readonly status: 'whole' | 'broken' | 'unknown';
  /** What would mend a broken hop. */
  readonly mend: string | undefined;
}

/** Hops in order; nothing follows a broken one. */
export interface Path {
  readonly hops: readonly Hop[];
}

export interface Trace {
  readonly target: string;
  readonly status: Hop['status'];
  readonly paths: readonly Path[];
  /** Where a name stands more than once, and such. */
  readonly notes: readonly string[];
}

export function hop(
  kind: Hop['kind'],
  text: string,
  resource: Resource | undefined,
  at: Located<unknown> | undefined,
): Hop {
  return { kind, text, resource, at, status: 'whole', mend: undefined };
}

export function broken(
  kind: Hop['kind'],
  text: string,
  resource: Resource | undefined,
  at: Located<unknown> | undefined,
  mend: string,
): Hop {
  return { kind, text, resource, at, status: 'broken', mend };
}

export function unknownHop(
  kind: Hop['kind'],
  text: string,
  resource: Resource | undefined,
  at: Located<unknown> | undefined,
): Hop {
  return { kind, text, resource, at, status: 'unknown', mend: undefined };
}

/** A path is as good as its last hop. */
export function statusOf({ hops }: Path): Hop['status'] {
  return hops.at(-1)?.status ?? 'unknown';
}

/** One way through is enough for a request to arrive, but a broken one among several is told. */
export function toTrace(
  target: string,
  paths: readonly Path[],
  notes: readonly string[] = [],
): Trace {
  const all = paths.map(statusOf);
  const status = all.includes('broken') ? 'broken' : all.includes('unknown') ? 'unknown' : 'whole';
  return { target, status: paths.length === 0 ? 'unknown' : status, paths, notes };
}
