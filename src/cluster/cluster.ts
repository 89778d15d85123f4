import {
  isResource,
  readHttpPaths,
  type HttpPath,
  type ManualEndpoints,
  type Model,
  type Resource,
  type Service,
  type ServiceReference,
  type Workload,
} from '../model/index.ts';
import { manualEndpoints, podEndpoint, type Endpoint } from './endpoint.ts';
import { isUnpredictableLabel, labelOf, makeAllPods, type Pod } from './pod.ts';
import { findForeign } from './foreign.ts';
import { findPlaceholder } from './placeholder.ts';
import { findUnsentDocuments } from './reading.ts';
import { findLatecomers, verdictOn } from './verdict.ts';

/** An object that was given, and whether the cluster would have it. */
export interface GivenObject {
  readonly resource: Resource;
  /** Why it would not; undefined when it would. */
  readonly refusal: string | undefined;
  /** Its kind is neither the server's own nor defined by anything given. */
  readonly isForeign: boolean;
}

export interface ClusterOptions {
  /** Such as `1.33`; the newest known when not given. */
  readonly kubernetesVersion?: string | undefined;
  /** Why the API server refuses an object, when somebody knows better than we do: a recording. */
  readonly refusalOf?: (resource: Resource) => string | undefined;
}

/** Namespaces that exist without a manifest (S-003). */
const BUILT_IN_NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** What is left of a List when there is nothing to take out of it. */
const EMPTY_LIST = 'a List without items makes nothing';

const SLICE_CONTROLLER = 'endpointslice-controller.k8s.io';

/**
 * What a cluster would make of everything given, applied together in reading order: no scopes, and
 * every object has its namespace. Of an identity that stands more than once the last one counts.
 */
export class Cluster {
  readonly objects: readonly GivenObject[];
  readonly services: readonly Service[];
  readonly workloads: readonly Workload[];
  readonly references: readonly ServiceReference[];
  readonly namespaces: ReadonlySet<string>;
  /** Whether something given could not be read, or is yet to be filled in: what is missing may stand there. */
  readonly isPartlyUnreadable: boolean;
  private readonly byIdentity = new Map<string, Resource[]>();
  private readonly serviceOf = new Map<Resource, Service>();
  private readonly workloadOf = new Map<Resource, Workload>();
  private left: readonly Resource[] | undefined;
  private paths: readonly HttpPath[] | undefined;
  private readonly servicesByNamespace = new Map<string, Service[]>();
  private readonly workloadsByNamespace = new Map<string, Workload[]>();
  private readonly podsOfWorkload: ReadonlyMap<Workload, readonly Pod[]>;
  private readonly customWorkloads: readonly Workload[];
  private readonly podsByLabel = new Map<string, Pod[]>();
  private readonly written = new Map<string, ManualEndpoints[]>();
  private readonly endpoints = new Map<Service, readonly Endpoint[]>();

  constructor(model: Model, options: ClusterOptions = {}) {
    const foreign = findForeign(model.resources);
    const judged = judge(model, options);
    this.objects = model.resources.map((resource) => ({
      resource,
      isForeign: foreign.has(resource),
      refusal: judged.get(resource),
    }));
    const accepted = new Set<Resource>();
    for (const { resource, refusal } of this.objects) {
      if (refusal !== undefined) continue;
      accepted.add(resource);
      push(this.byIdentity, identityOf(resource), resource);
    }
    const isAccepted = ({ resource }: { readonly resource: Resource }): boolean =>
      accepted.has(resource);
    this.services = model.services.filter(isAccepted);
    this.workloads = model.workloads.filter(isAccepted);
    this.references = model.references.filter(({ from }) => accepted.has(from));
    this.namespaces = findNamespaces(accepted);
    this.isPartlyUnreadable =
      model.unreadable.length > 0 ||
      this.objects.some(
        ({ resource, refusal }) => refusal !== undefined && findPlaceholder(resource) !== undefined,
      );
    for (const service of this.services) {
      this.serviceOf.set(service.resource, service);
      push(this.servicesByNamespace, service.resource.namespace ?? '', service);
    }
    for (const workload of this.workloads) {
      this.workloadOf.set(workload.resource, workload);
      push(this.workloadsByNamespace, workload.resource.namespace ?? '', workload);
    }
    this.customWorkloads = this.workloads.filter(({ isBuiltIn }) => !isBuiltIn);
    this.podsOfWorkload = makeAllPods(this.workloads.filter((it) => this.isCurrent(it.resource)));
    this.indexPods();
    for (const manual of model.manualEndpoints.filter(isAccepted)) {
      if (!this.isCurrent(manual.resource) || manual.serviceName === undefined) continue;
      push(this.written, `${manual.resource.namespace ?? ''}/${manual.serviceName}`, manual);
    }
  }

  /** Enters Pods under the labels that some Service selects by: linear in labels plus matches. */
  private indexPods(): void {
    const keys = new Set(this.services.flatMap(({ selector }) => [...(selector?.keys() ?? [])]));
    for (const pods of this.podsOfWorkload.values()) {
      for (const pod of pods) {
        const { template, resource } = pod.workload;
        for (const key of new Set([...template.labels.keys(), ...pod.addedLabels.keys()])) {
          if (!keys.has(key)) continue;
          push(
            this.podsByLabel,
            `${resource.namespace ?? ''}/${key}=${labelOf(pod, key) ?? ''}`,
            pod,
          );
        }
      }
    }
  }

  /** The places of an identity, in reading order: more than one means that each replaces the former. */
  placesOf(resource: Resource): readonly Resource[] {
    return this.byIdentity.get(identityOf(resource)) ?? [];
  }

  /** Whether this is the last of its identity: the one that is left in the cluster. */
  isCurrent(resource: Resource): boolean {
    return this.placesOf(resource).at(-1) === resource;
  }

  /** What is left when all is applied, in reading order. */
  get current(): readonly Resource[] {
    this.left ??= this.objects.flatMap(({ resource, refusal }) =>
      refusal === undefined && this.isCurrent(resource) ? [resource] : [],
    );
    return this.left;
  }

  find(group: string, kind: string, namespace: string, name: string): Resource | undefined {
    return this.byIdentity.get(`${group}/${kind}/${namespace}/${name}`)?.at(-1);
  }

  service(namespace: string, name: string): Service | undefined {
    const resource = this.find('', 'Service', namespace, name);
    return resource === undefined ? undefined : this.serviceOf.get(resource);
  }

  asService(resource: Resource): Service | undefined {
    return this.serviceOf.get(resource);
  }

  asWorkload(resource: Resource): Workload | undefined {
    return this.workloadOf.get(resource);
  }

  servicesIn(namespace: string): readonly Service[] {
    return this.servicesByNamespace.get(namespace) ?? [];
  }

  workloadsIn(namespace: string): readonly Workload[] {
    return this.workloadsByNamespace.get(namespace) ?? [];
  }

  /** Where HTTP requests come in, in reading order. */
  get httpPaths(): readonly HttpPath[] {
    this.paths ??= this.objects.flatMap(({ resource, refusal }) =>
      refusal === undefined ? readHttpPaths(resource) : [],
    );
    return this.paths;
  }

  podsOf(workload: Workload): readonly Pod[] {
    return this.podsOfWorkload.get(workload) ?? [];
  }

  get pods(): Iterable<readonly Pod[]> {
    return this.podsOfWorkload.values();
  }

  /** What the controllers and the manifests together put behind a Service (semantics 4). */
  endpointsOf(service: Service): readonly Endpoint[] {
    let endpoints = this.endpoints.get(service);
    if (endpoints === undefined) {
      endpoints = [
        ...this.selectedPods(service).map((pod) => podEndpoint(service, pod)),
        ...this.writtenFor(service).flatMap(manualEndpoints),
      ];
      this.endpoints.set(service, endpoints);
    }
    return endpoints;
  }

  /** S-101 to S-106: all pairs must be equal, in the same namespace; no selector selects nothing. */
  selectedPods(service: Service): readonly Pod[] {
    if (service.selector === undefined || service.type.value === 'ExternalName') return [];
    const namespace = service.resource.namespace ?? '';
    const pairs = [...service.selector].map(([key, { value }]) => [key, value.value] as const);
    let shortest: readonly Pod[] | undefined;
    for (const [key, value] of pairs) {
      const pods = this.podsByLabel.get(`${namespace}/${key}=${value}`) ?? [];
      if (shortest === undefined || pods.length < shortest.length) shortest = pods;
    }
    return (shortest ?? []).filter((pod) =>
      pairs.every(([key, value]) => labelOf(pod, key) === value),
    );
  }

  /** S-406, S-410, S-411. */
  private writtenFor(service: Service): readonly ManualEndpoints[] {
    const { resource, selector } = service;
    const selects = selector !== undefined && service.type.value !== 'ExternalName';
    const written = this.written.get(`${resource.namespace ?? ''}/${resource.name.value}`) ?? [];
    return written.filter(({ form, managedBy, isNotMirrored }) =>
      form === 'slice'
        ? !(selects && managedBy === SLICE_CONTROLLER)
        : selector === undefined && !isNotMirrored,
    );
  }

  /** Why the endpoints of a Service cannot be told from what is given; undefined when they can. */
  whyUnknown(service: Service): string | undefined {
    const { selector } = service;
    if (selector === undefined || service.type.value === 'ExternalName') return undefined;
    const unpredictable = [...selector.keys()].find(isUnpredictableLabel);
    if (unpredictable !== undefined)
      return `only a running cluster knows the label ${unpredictable}`;
    const custom = this.customWorkloads.find(
      (workload) =>
        workload.resource.namespace === service.resource.namespace &&
        [...selector].every(
          ([key, { value }]) => workload.template.labels.get(key)?.value.value === value.value,
        ),
    );
    if (custom !== undefined) {
      return `the controller of ${custom.resource.kind} ${custom.resource.name.value} decides about its Pods`;
    }
    if (this.isPartlyUnreadable && this.endpointsOf(service).length === 0) {
      return 'a document could not be read or filled in: the Pods may be described there';
    }
    return undefined;
  }
}

/** Why each object that does not get into the cluster does not. */
function judge(model: Model, options: ClusterOptions): ReadonlyMap<Resource, string> {
  const unsent = findUnsentDocuments(model.documents);
  const { kubernetesVersion, refusalOf = (it: Resource) => verdictOn(it, kubernetesVersion) } =
    options;
  const refused = new Map<Resource, string>();
  for (const resource of model.resources) {
    const refusal =
      unsent.get(resource.document) ??
      (isResource(resource, '', 'List') ? EMPTY_LIST : refusalOf(resource));
    if (refusal !== undefined) refused.set(resource, refusal);
  }
  const accepted = model.resources.filter((resource) => !refused.has(resource));
  for (const [resource, refusal] of findLatecomers(accepted)) refused.set(resource, refusal);
  return refused;
}

function identityOf(resource: Resource): string {
  return `${resource.group}/${resource.kind}/${resource.namespace ?? ''}/${resource.name.value}`;
}

function findNamespaces(accepted: Iterable<Resource>): ReadonlySet<string> {
  const namespaces = new Set(BUILT_IN_NAMESPACES);
  for (const resource of accepted) {
    if (isResource(resource, '', 'Namespace')) namespaces.add(resource.name.value);
    else if (resource.namespace !== undefined) namespaces.add(resource.namespace);
  }
  return namespaces;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
