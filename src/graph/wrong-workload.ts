import type { Service, Workload } from '../model/index.ts';
import { append } from './append.ts';
import { areNeighbours } from './neighbourhood.ts';
import type { PortTarget } from './port-target.ts';
import { FACE } from './near-miss.ts';
import { essence, wordsInCommon } from './spelling.ts';

/** A Service that selects one workload, while it is evidently meant for another. */
export interface WrongWorkload {
  readonly service: Service;
  readonly selected: Workload;
  readonly meant: Workload;
  /** The ports that only the other one has; empty where the names tell. */
  readonly numbers: readonly number[];
}

/** Who selects what, as the graph knows it. */
interface Selecting {
  readonly services: readonly Service[];
  readonly workloads: readonly Workload[];
  readonly backendsOf: (service: Service) => readonly Workload[];
  readonly servicesOf: (workload: Workload) => readonly Service[];
}

/**
 * A selector copied from the Service of another application: the workload that bears the Service's name
 * is selected by nobody, and the one that is selected has a Service of its own name.
 */
export function findCopiedSelectors(graph: Selecting): readonly WrongWorkload[] {
  const unselected = new Map<string, Workload[]>();
  for (const workload of graph.workloads) {
    const { name, standing } = workload.resource;
    if (workload.isBatch || standing !== 'applied') continue;
    if (graph.servicesOf(workload).length === 0) append(unselected, essence(name.value), workload);
  }
  if (unselected.size === 0) return [];
  return graph.services.flatMap((service) => {
    const [meant, another] = (unselected.get(nameOf(service)) ?? []).filter((it) =>
      isNear(it, service),
    );
    if (meant === undefined || another !== undefined) return [];
    const [selected, ...more] = graph.backendsOf(service);
    if (selected === undefined || more.length > 0) return [];
    const own = essence(selected.resource.name.value);
    const isTaken = graph.servicesOf(selected).some((it) => it !== service && nameOf(it) === own);
    return isTaken && own !== nameOf(service) ? [{ service, selected, meant, numbers: [] }] : [];
  });
}

/** Without words that tell the Services of one application apart. */
function nameOf({ resource }: Service): string {
  return essence(resource.name.value.replace(FACE, ''));
}

function isNear({ resource }: Workload, service: Service): boolean {
  const { namespace } = service.resource;
  return (
    (resource.namespace ?? namespace) === (namespace ?? resource.namespace) &&
    areNeighbours(resource, service.resource)
  );
}

/**
 * Where no selected workload declares any of a Service's ports, one workload near by declares all of
 * them, and its name has a word of the Service's that theirs have not.
 */
export function findWrongWorkloads(
  targets: readonly PortTarget[],
  workloads: readonly Workload[],
): readonly WrongWorkload[] {
  const astray = new Map<Service, PortTarget[]>();
  const served = new Set<Service>();
  for (const target of targets) {
    if (leadsNowhere(target)) append(astray, target.service, target);
    else served.add(target.service);
  }
  if (astray.size === 0) return [];
  const declaring = indexByPort(workloads);
  return [...astray].flatMap(([service, ports]) => {
    const [first] = ports;
    if (first === undefined || served.has(service)) return [];
    const numbers = [...new Set(ports.map(({ target }) => Number(target.value)))];
    const meant = (declaring.get(numbers[0] ?? 0) ?? []).filter((it) =>
      isMeant(it, service, first.workloads, numbers),
    );
    const [only] = meant;
    if (only === undefined || meant.length > 1) return [];
    return [{ service, selected: first.workloads[0], meant: only, numbers }];
  });
}

/** Whether all workloads list ports, and the target is none of them. */
function leadsNowhere({ target, workloads }: PortTarget): boolean {
  const number = target.value;
  return (
    typeof number === 'number' &&
    workloads.every(
      ({ template: { ports } }) => ports.all.length > 0 && ports.numbered(number).length === 0,
    )
  );
}

function indexByPort(workloads: readonly Workload[]): ReadonlyMap<number, readonly Workload[]> {
  const declaring = new Map<number, Workload[]>();
  for (const workload of workloads) {
    if (workload.isBatch) continue;
    const numbers = workload.template.ports.all.map(({ containerPort }) => containerPort?.value);
    for (const number of new Set(numbers)) {
      if (number !== undefined) append(declaring, number, workload);
    }
  }
  return declaring;
}

function isMeant(
  workload: Workload,
  service: Service,
  selected: readonly Workload[],
  numbers: readonly number[],
): boolean {
  const { ports } = workload.template;
  const { name } = workload.resource;
  return (
    numbers.every((number) => ports.numbered(number).length > 0) &&
    isNear(workload, service) &&
    wordsInCommon(name.value, service.resource.name.value).some((word) =>
      selected.every((it) => wordsInCommon(it.resource.name.value, word).length === 0),
    )
  );
}
