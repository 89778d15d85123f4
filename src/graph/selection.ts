import { isPlaceholder } from '../parse/index.ts';
import type { Labels, Service, Workload } from '../model/index.ts';
import { isInjectedLabel, isRunTimeRole } from './foreign-labels.ts';
import { ScopedIndex } from './scope.ts';

/** A label pair of a selector, without its places. */
export type LabelPair = readonly [key: string, value: string];

/** Carried by each Pod of a StatefulSet, with its own name (S-130). */
export const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

/**
 * Which workloads' Pods a Service selects. Only labels whose key some selector uses are entered, by
 * namespace, and a look-up goes through the shortest list: linear in labels plus matches.
 */
export class SelectionIndex {
  private readonly index = new ScopedIndex<Workload>();
  private readonly usedKeys = new Set<string>();

  constructor(services: readonly Service[], workloads: readonly Workload[]) {
    for (const { selector } of services) {
      for (const key of selector?.keys() ?? []) this.usedKeys.add(key);
    }
    for (const workload of workloads) {
      for (const [key, { text }] of workload.template.labels) {
        if (this.usedKeys.has(key)) this.enter(workload, key, text);
      }
      if (workload.resource.kind === 'StatefulSet' && this.usedKeys.has(POD_NAME_LABEL)) {
        this.enter(workload, POD_NAME_LABEL, workload.resource.name.value);
      }
    }
  }

  private enter(workload: Workload, key: string, value: string): void {
    const { file, namespace } = workload.resource;
    const pair = `${key}=${value}`;
    this.index.add(file.path, pair, workload);
    this.index.add(file.path, `${pair}\n${namespace ?? ''}`, workload);
  }

  /**
   * The nearest workloads that carry all pairs and may be in `namespace`. A namespace that is not
   * stated matches any.
   */
  select(
    path: string,
    namespace: string | undefined,
    pairs: readonly LabelPair[],
  ): readonly Workload[] {
    const wanted = pairs.map(([key, value]) => `${key}=${value}`);
    const nearest = this.index.nearest(path, (lookUp) => {
      let shortest: readonly Workload[] | undefined;
      for (const pair of wanted) {
        const list =
          namespace === undefined
            ? lookUp(pair)
            : concat(lookUp(`${pair}\n${namespace}`), lookUp(`${pair}\n`));
        if (list.length === 0) return undefined;
        if (shortest === undefined || list.length < shortest.length) shortest = list;
      }
      const matching = (shortest ?? []).filter((workload) => carries(workload, pairs));
      return matching.length > 0 ? matching : undefined;
    });
    return nearest ?? [];
  }
}

function concat(first: readonly Workload[], second: readonly Workload[]): readonly Workload[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : [...first, ...second];
}

function carries(workload: Workload, pairs: readonly LabelPair[]): boolean {
  return pairs.every(
    ([key, value]) =>
      workload.template.labels.get(key)?.text === value ||
      (key === POD_NAME_LABEL && workload.resource.name.value === value),
  );
}

/** A selector taken apart by who puts the labels on Pods. */
export interface SelectorParts {
  /** Pairs that must stand in a Pod template. */
  readonly written: readonly LabelPair[];
  /** Pairs that the control plane or the application itself adds while it runs. */
  readonly added: readonly LabelPair[];
  readonly hasPlaceholder: boolean;
}

/**
 * Injected labels and run-time roles never stand in a template (S-130, semantics 1.6): the rest
 * decides. The Pod name of a StatefulSet becomes the StatefulSet's name, which must exist.
 */
export function takeApart(selector: Labels): SelectorParts {
  const written: LabelPair[] = [];
  const added: LabelPair[] = [];
  let hasPlaceholder = false;
  for (const [key, label] of selector) {
    const value = label.text;
    if (isPlaceholder(value) || isPlaceholder(key)) hasPlaceholder = true;
    if (key === POD_NAME_LABEL) written.push([key, value.replace(/-[0-9]+$/, '')]);
    else if (isInjectedLabel(key) || isRunTimeRole(key, value)) added.push([key, value]);
    else written.push([key, value]);
  }
  return { written, added, hasPlaceholder };
}
