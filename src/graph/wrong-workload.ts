import type { Service, Workload } from '../model/index.ts';
import { append } from './append.ts';
import { areNeighbours } from './neighbourhood.ts';
import type { PortTarget } from './port-target.ts';
import { wordsInCommon } from './spelling.ts';

/** A Service that selects one workload, while its ports and its name are those of another. */
export interface WrongWorkload {
  readonly service: Service;
  readonly selected: Workload;
  readonly meant: Workload;
  readonly numbers: readonly number[];
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
  { resource }: Service,
  selected: readonly Workload[],
  numbers: readonly number[],
): boolean {
  const { ports } = workload.template;
  const { namespace, name } = workload.resource;
  return (
    numbers.every((number) => ports.numbered(number).length > 0) &&
    (namespace ?? resource.namespace) === (resource.namespace ?? namespace) &&
    areNeighbours(workload.resource, resource) &&
    wordsInCommon(name.value, resource.name.value).some((word) =>
      selected.every((it) => wordsInCommon(it.resource.name.value, word).length === 0),
    )
  );
}
