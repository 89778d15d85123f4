import { readPodNumbers, readScaler, type Model, type Workload } from '../model/index.ts';
import type { Located } from '../parse/index.ts';

/** The numbers that a StatefulSet gives its Pods: from `start` up to, not including, `end`. */
export interface Ordinals {
  readonly start: number;
  readonly end: number;
  readonly at: Located<unknown>;
}

/** What is scaled by something else than its own `replicas`, as kind and name. */
export function findScaled(model: Model): ReadonlySet<string> {
  const scaled = new Set<string>();
  for (const resource of model.resources) {
    const scaler = readScaler(resource);
    if (scaler?.changesReplicas === true) scaled.add(`${scaler.kind}/${scaler.name.value}`);
  }
  return scaled;
}

/** Undefined where they are not known: `replicas` not written, none, patched or scaled. */
export function readOrdinals(set: Workload, scaled: ReadonlySet<string>): Ordinals | undefined {
  const { resource } = set;
  const replicas = resource.fields.get('spec').get('replicas');
  const isKnown = resource.standing !== 'kustomize-member' && (replicas.number()?.value ?? 0) > 0;
  if (!isKnown || scaled.has(`${resource.kind}/${resource.name.value}`)) return undefined;
  const { first, count } = readPodNumbers(set);
  if (first === undefined || count === undefined) return undefined;
  return { start: first, end: first + count, at: replicas.anchor() };
}
