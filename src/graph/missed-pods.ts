import type { LabelSelector, Resource, Workload } from '../model/index.ts';
import { isMadeElsewhere } from './foreign-labels.ts';
import type { Graph } from './graph.ts';
import { LabelIndex } from './label-index.ts';
import { NearMisses, type NearMiss } from './near-miss.ts';
import { takeApart } from './selection.ts';

/** What selects Pods of its own namespace by their labels, beside Services. */
export interface PodSelecting {
  readonly resource: Resource;
  readonly podSelector: LabelSelector;
}

/** A selector that takes no Pod in view, beside a workload that it is meant for. */
export interface MissedPods<T extends PodSelecting> {
  readonly selecting: T;
  readonly nearMiss: NearMiss;
}

/** Only what nearly matches is known to be wrong: other Pods may be anywhere. */
export function findMissedPods<T extends PodSelecting>(
  graph: Graph,
  all: readonly T[],
): readonly MissedPods<T>[] {
  if (all.length === 0) return [];
  const index = indexPods(graph, all);
  const taken = new Set<Workload>();
  const idle = all.filter(({ resource, podSelector }) => {
    const selected = index.select(resource.file.path, podSelector, [resource.namespace]);
    if (selected === 'all-or-none') return false;
    for (const workload of selected) taken.add(workload);
    return selected.length === 0;
  });
  const unmatched = idle.filter((it) => isKnown(it, graph));
  if (unmatched.length === 0) return [];
  const asked = new Map(
    unmatched.map((it) => [it, { resource: it.resource, selector: it.podSelector.matchLabels }]),
  );
  const nearMisses = new NearMisses([...asked.values()], graph.workloads, (it) => taken.has(it));
  return [...asked].flatMap(([selecting, question]) => {
    const nearMiss = nearMisses.of(question);
    // Where the workload does not select its own Pods, its template is to be mended.
    const isMeant = nearMiss?.evidence !== undefined && nearMiss.evidence !== 'own-selector';
    return isMeant ? [{ selecting, nearMiss }] : [];
  });
}

/** The workloads by the labels of their Pods, as far as somebody asks for these. */
export function indexPods(
  graph: Graph,
  all: readonly Pick<PodSelecting, 'podSelector'>[],
): LabelIndex<Workload> {
  const index = new LabelIndex<Workload>(all.map(({ podSelector }) => podSelector));
  for (const workload of graph.workloads) {
    const { file, namespace } = workload.resource;
    index.add(file.path, workload, workload.template.labels, namespace);
  }
  return index;
}

/** Whether the Pods that are asked for would be written here, and as they are asked for. */
function isKnown({ resource, podSelector }: PodSelecting, graph: Graph): boolean {
  if (resource.standing !== 'applied' || podSelector.matchExpressions.length > 0) return false;
  const { written, added, hasPlaceholder } = takeApart(podSelector.matchLabels);
  if (hasPlaceholder || added.length > 0) return false;
  if (written.some(([key, value]) => isMadeElsewhere(key, value))) return false;
  return (
    graph.mayHide(
      resource,
      written.map(([, value]) => value),
    ) === undefined
  );
}
