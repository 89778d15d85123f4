import { readPodNumbers, selectorMatches, type Workload } from '../model/index.ts';

/**
 * A Pod that a workload makes. Pods of a workload that nothing tells apart are one of these, with
 * their number in `count`.
 */
export interface Pod {
  readonly workload: Workload;
  /** Without what is random; undefined where nothing is left that tells it from the others. */
  readonly name: string | undefined;
  /** What controllers put on it beside the labels of the template (semantics 1.3). */
  readonly addedLabels: ReadonlyMap<string, string>;
  readonly hostname: string | undefined;
  readonly subdomain: string | undefined;
  readonly count: number;
}

/** How many nodes a DaemonSet finds: the recordings were made with two. */
export const ASSUMED_NODES = 2;

/** More Pods of one workload than this are not told apart: nobody asks for the 5,001st by name. */
const MOST_NUMBERED_PODS = 5000;

/** Longer names of StatefulSets leave no room for a revision hash in a label: no Pod is ever made (S-901). */
const LONGEST_STATEFUL_SET_NAME = 52;

/** Labels with values that only a running cluster knows. */
const UNPREDICTABLE_LABELS: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
]);

export function isUnpredictableLabel(key: string): boolean {
  return UNPREDICTABLE_LABELS.has(key);
}

export function labelOf(pod: Pod, key: string): string | undefined {
  return pod.addedLabels.get(key) ?? pod.workload.template.labels.get(key)?.value.value;
}

/** The Pods that a workload makes by itself, before anything is adopted. */
export function makePods(workload: Workload): Pod[] {
  // Of other kinds we only believe that they make Pods, when their operator runs.
  if (!workload.isBuiltIn) return [];
  const { kind } = workload.resource;
  const { count = ASSUMED_NODES, first } = readPodNumbers(workload);
  if (count === 0) return [];
  const name = workload.resource.name.value;
  if (kind === 'StatefulSet') {
    if (name.length > LONGEST_STATEFUL_SET_NAME) return [];
    return numbered(first ?? 0, count).map((ordinal) => statefulSetPod(workload, ordinal));
  }
  if (kind === 'Job' && first !== undefined) {
    return numbered(first, count).map((index) => indexedJobPod(workload, index));
  }
  const { hostname, subdomain } = workload.template;
  return [
    {
      workload,
      name: kind === 'Pod' ? name : undefined,
      addedLabels: labelsAddedBy(workload),
      hostname: hostname?.value,
      subdomain: subdomain?.value,
      count,
    },
  ];
}

function numbered(first: number, count: number): number[] {
  return Array.from({ length: Math.min(count, MOST_NUMBERED_PODS) }, (_, index) => first + index);
}

/** The labels of one Pod of a StatefulSet: they also go to a Pod that it adopts. */
export function ordinalLabels(name: string, ordinal: number): ReadonlyMap<string, string> {
  return new Map([
    ['statefulset.kubernetes.io/pod-name', `${name}-${ordinal}`],
    ['apps.kubernetes.io/pod-index', String(ordinal)],
  ]);
}

/** The controller overwrites hostname and subdomain of the template (S-901). */
function statefulSetPod(workload: Workload, ordinal: number): Pod {
  const name = workload.resource.name.value;
  return {
    workload,
    name: `${name}-${ordinal}`,
    addedLabels: ordinalLabels(name, ordinal),
    hostname: `${name}-${ordinal}`,
    subdomain: workload.serviceName?.value,
    count: 1,
  };
}

/** Known by its hostname: its name has something random behind that (S-511). */
function indexedJobPod(workload: Workload, index: number): Pod {
  return {
    workload,
    name: `${workload.resource.name.value}-${index}`,
    addedLabels: new Map([
      ...labelsAddedBy(workload),
      ['batch.kubernetes.io/job-completion-index', String(index)],
    ]),
    hostname: `${workload.resource.name.value}-${index}`,
    subdomain: workload.template.subdomain?.value,
    count: 1,
  };
}

function labelsAddedBy({ resource }: Workload): ReadonlyMap<string, string> {
  if (resource.kind === 'Job') {
    const name = resource.name.value;
    return new Map([
      ['job-name', name],
      ['batch.kubernetes.io/job-name', name],
    ]);
  }
  return resource.kind === 'DaemonSet' ? new Map([['pod-template-generation', '1']]) : NO_LABELS;
}

const NO_LABELS: ReadonlyMap<string, string> = new Map();

/** The Pods of all workloads, in reading order, after bare Pods have found their owners (S-140). */
export function makeAllPods(workloads: readonly Workload[]): Map<Workload, Pod[]> {
  const orphans = new OrphanIndex(workloads);
  const podsOf = new Map<Workload, Pod[]>(workloads.map((it) => [it, makePods(it)]));
  workloads.forEach((workload, position) => {
    const pods = podsOf.get(workload) ?? [];
    const [pod] = pods;
    if (pod === undefined) return;
    const { kind } = workload.resource;
    if (kind === 'StatefulSet') {
      podsOf.set(
        workload,
        pods.filter((it) => !orphans.adoptAs(it, position, podsOf)),
      );
    } else if (kind === 'ReplicaSet' || kind === 'ReplicationController') {
      const left = pod.count - orphans.adopt(workload, pod.count, position);
      podsOf.set(workload, left === 0 ? [] : [{ ...pod, count: left }]);
    }
  });
  return podsOf;
}

/**
 * Pods without an owner. A ReplicaSet counts those that it selects as its own, a StatefulSet those
 * that bear the name of one of its Pods, when they are there before it. Deployments are safe: their
 * ReplicaSets select by hash as well.
 */
class OrphanIndex {
  private readonly byLabel = new Map<string, Orphan[]>();
  private readonly byNamespace = new Map<string, Orphan[]>();
  private readonly byName = new Map<string, Orphan>();

  constructor(workloads: readonly Workload[]) {
    workloads.forEach((workload, position) => {
      const { resource, template } = workload;
      if (resource.kind !== 'Pod') return;
      const orphan = { workload, position, isAdopted: false };
      const namespace = resource.namespace ?? '';
      this.byName.set(`${namespace}/${resource.name.value}`, orphan);
      push(this.byNamespace, namespace, orphan);
      for (const [key, { value }] of template.labels) {
        push(this.byLabel, `${namespace}/${key}=${value.value}`, orphan);
      }
    });
  }

  /** How many of the Pods that a ReplicaSet wants are there already. */
  adopt(workload: Workload, wanted: number, position: number): number {
    let adopted = 0;
    for (const orphan of this.candidates(workload)) {
      if (adopted === wanted) break;
      if (orphan.isAdopted || orphan.position > position || !selects(workload, orphan)) continue;
      orphan.isAdopted = true;
      adopted++;
    }
    return adopted;
  }

  /** Whether a bare Pod takes the place of a StatefulSet's Pod; it gets its labels, not its hostname. */
  adoptAs(pod: Pod, position: number, podsOf: Map<Workload, Pod[]>): boolean {
    const { workload, name } = pod;
    const orphan = this.byName.get(`${workload.resource.namespace ?? ''}/${name ?? ''}`);
    if (orphan === undefined || orphan.isAdopted || orphan.position > position) return false;
    if (!selects(workload, orphan)) return false;
    orphan.isAdopted = true;
    const adopted = makePods(orphan.workload).map((it) => ({
      ...it,
      addedLabels: pod.addedLabels,
    }));
    podsOf.set(orphan.workload, adopted);
    return true;
  }

  private candidates({ resource, selector, template }: Workload): readonly Orphan[] {
    const namespace = resource.namespace ?? '';
    const [first] = selector?.matchLabels ?? template.labels;
    if (first === undefined) return this.byNamespace.get(namespace) ?? [];
    return this.byLabel.get(`${namespace}/${first[0]}=${first[1].value.value}`) ?? [];
  }
}

interface Orphan {
  readonly workload: Workload;
  readonly position: number;
  isAdopted: boolean;
}

/** A ReplicationController without selector takes its template's labels for one (S-125). */
function selects(owner: Workload, orphan: Orphan): boolean {
  const { labels } = orphan.workload.template;
  const selector = owner.selector ?? {
    matchLabels: owner.template.labels,
    matchExpressions: [],
    at: owner.template.labelsAt,
  };
  return selectorMatches(selector, { get: (key) => labels.get(key)?.value.value });
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
