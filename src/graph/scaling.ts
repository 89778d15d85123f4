import { readScaler, type Scaler, type Workload } from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import type { Graph } from './graph.ts';
import { areNeighbours, shareNamespace } from './neighbourhood.ts';
import { likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';

/** An autoscaler whose target is not in view, beside a workload that is meant. */
export interface StrayScaler {
  readonly scaler: Scaler;
  readonly meant: Workload;
  /** The name is right, and the kind is not. */
  readonly isOtherKind: boolean;
}

const SCALERS = ['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject'];

/** Only what resembles something in view is known to be wrong: the target may be anywhere. */
export function findStrayScalers(graph: Graph): readonly StrayScaler[] {
  const scalers = SCALERS.flatMap((kind) => graph.ofKind(kind)).flatMap(
    (it) => readScaler(it) ?? [],
  );
  const stray = scalers.filter((it) => it.resource.standing === 'applied' && isMissing(it, graph));
  if (stray.length === 0) return [];
  const targets = new Set(scalers.map(({ kind, name }) => `${kind}/${name.value}`));
  const names = new SpellingIndex<Workload>(stray.map(({ name }) => name.value));
  for (const workload of graph.workloads) {
    const { file, name, kind } = workload.resource;
    // What another autoscaler names is that one's.
    if (workload.isBatch || kind === 'Pod' || targets.has(`${kind}/${name.value}`)) continue;
    names.add(file.path, name.value, workload);
  }
  return stray.flatMap((scaler) => {
    const meant = names.nearest(scaler.resource.file.path, [scaler.name.value], (similar) =>
      chooseMeant(scaler, similar),
    );
    if (meant === undefined) return [];
    return { scaler, meant, isOtherKind: meant.resource.name.value === scaler.name.value };
  });
}

function isMissing({ kind, group, name, resource }: Scaler, graph: Graph): boolean {
  if (isPlaceholder(name.value) || isPlaceholder(kind)) return false;
  // A custom kind makes its Pods as it likes.
  const known = ['', 'apps', 'extensions', undefined];
  if (!known.includes(group)) return false;
  const groups = group === undefined ? ['apps', 'extensions', ''] : [group, 'apps', 'extensions'];
  return groups.every((it) => {
    const ref = { group: it, kind, name: name.value, namespace: resource.namespace };
    return graph.find(ref, resource).status === 'missing';
  });
}

/** The one that bears the name, or almost the name; none where two may be meant. */
function chooseMeant(
  { resource, name, kind }: Scaler,
  similar: ReadonlySet<Workload>,
): Workload | undefined {
  const candidates = [...similar].filter(
    (it) => areNeighbours(it.resource, resource) && shareNamespace(it.resource, resource),
  );
  const namesakes = candidates.filter((it) => it.resource.name.value === name.value);
  const alike = candidates.filter((it) => {
    const how = likeness(it.resource.name.value, name.value);
    return it.resource.kind === kind && (how === 'same' || how === 'typo');
  });
  const [only, another] = namesakes.length > 0 ? namesakes : alike;
  return another === undefined ? only : undefined;
}
