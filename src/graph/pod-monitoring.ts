import { servedPorts, type PodMonitor, type Workload } from '../model/index.ts';
import { isPlaceholder, type Located } from '../parse/index.ts';
import type { Graph } from './graph.ts';
import { indexPods } from './missed-pods.ts';
import { areNeighbours } from './neighbourhood.ts';
import { hasKnownContainers } from './port-target.ts';

/** A port name that a PodMonitor scrapes and that no Pod which it selects declares. */
export interface UnscrapedPort {
  readonly monitor: PodMonitor;
  readonly port: Located<number | string>;
  /** Those that it selects. */
  readonly workloads: readonly [Workload, ...Workload[]];
}

export function findUnscrapedPorts(
  graph: Graph,
  monitors: readonly PodMonitor[],
): readonly UnscrapedPort[] {
  if (monitors.length === 0) return [];
  const index = indexPods(graph, monitors);
  return monitors.flatMap((monitor): UnscrapedPort[] => {
    const { resource, podSelector, namespaces, endpoints } = monitor;
    const selected = index.select(resource.file.path, podSelector, namespaces);
    if (selected === 'all-or-none' || !selected.every(hasKnownContainers)) return [];
    const [first, ...others] = selected;
    if (first === undefined || resource.standing !== 'applied') return [];
    if (!areNeighbours(resource, first.resource)) return [];
    return endpoints.flatMap(({ port }) => {
      if (port === undefined || port.value === '' || isPlaceholder(String(port.value))) return [];
      if (selected.some((it) => declares(it, String(port.value)))) return [];
      return [{ monitor, port, workloads: [first, ...others] }];
    });
  });
}

/** Prometheus takes the name as an anchored pattern (S-640). */
function declares({ template }: Workload, wanted: string): boolean {
  return servedPorts(template).some(
    ({ name }) => name?.value === wanted || (!/^[\w-]*$/.test(wanted) && name !== undefined),
  );
}
