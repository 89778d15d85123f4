import type {
  ManualEndpoints,
  Model,
  Resource,
  ResourceRef,
  Service,
  ServiceReference,
  Workload,
} from '../model/index.ts';
import { isPlaceholder, type Document } from '../parse/index.ts';
import { isMadeElsewhere } from './foreign-labels.ts';
import { NearMisses, type NearMiss } from './near-miss.ts';
import { found, missing, unknown, type Resolution } from './resolution.ts';
import { ScopedIndex } from './scope.ts';
import { SelectionIndex, takeApart } from './selection.ts';
import { Surroundings } from './surroundings.ts';

/** What the user tells us about the world around the manifests. */
export interface WorldOptions {
  /** `closed`: all that exists is in view. */
  readonly world: 'open' | 'closed';
  /** Whether nodes can be reached from outside; undefined when nobody said. */
  readonly nodes: 'private' | 'public' | undefined;
}

/**
 * Who reaches whom: the questions that rules ask. It answers from the model and gives no verdicts;
 * every answer that depends on what is not in view is a `Resolution`.
 */
export class Graph {
  private readonly selection: SelectionIndex;
  private readonly surroundings: Surroundings;
  private readonly byIdentity = new ScopedIndex<Resource>();
  private readonly serviceOf = new Map<Resource, Service>();
  private readonly workloadOf = new Map<Resource, Workload>();
  private readonly backends = new Map<Service, Resolution<readonly Workload[]>>();
  private manualNames: ReadonlySet<string | undefined> | undefined;
  private nearMisses: NearMisses | undefined;
  private selecting: Map<Workload, Service[]> | undefined;
  private incoming: Map<Service, ServiceReference[]> | undefined;

  constructor(
    private readonly model: Model,
    readonly options: WorldOptions,
  ) {
    for (const resource of model.resources) {
      this.byIdentity.add(resource.file.path, identityKey(resource), resource);
    }
    for (const service of model.services) this.serviceOf.set(service.resource, service);
    for (const workload of model.workloads) this.workloadOf.set(workload.resource, workload);
    this.selection = new SelectionIndex(model.services, model.workloads);
    this.surroundings = new Surroundings(model);
  }

  get resources(): readonly Resource[] {
    return this.model.resources;
  }

  /** All documents of the run, the unreadable ones too. */
  get documents(): readonly Document[] {
    return this.model.documents;
  }

  get services(): readonly Service[] {
    return this.model.services;
  }

  get workloads(): readonly Workload[] {
    return this.model.workloads;
  }

  /** Every place where a resource names a Service. */
  get references(): readonly ServiceReference[] {
    return this.model.references;
  }

  get manualEndpoints(): readonly ManualEndpoints[] {
    return this.model.manualEndpoints;
  }

  /** The workloads whose Pods are behind the Service; `missing` says how many were looked at. */
  backendsOf(service: Service): Resolution<readonly Workload[]> {
    let backends = this.backends.get(service);
    if (backends === undefined) {
      backends = this.findBackends(service);
      this.backends.set(service, backends);
    }
    return backends;
  }

  private findBackends(service: Service): Resolution<readonly Workload[]> {
    const { resource, selector } = service;
    // S-104, S-106: without a selector, or as an alias, a Service selects nothing and means to.
    if (selector === undefined || service.type.value === 'ExternalName') return found([]);
    const { written, added, hasPlaceholder } = takeApart(selector);
    const selected = this.selection.select(resource.file.path, resource.namespace, written);
    if (selected.length > 0) return found(selected);
    if (hasPlaceholder) return unknown('placeholder');
    if (written.length === 0 && added.length > 0) return unknown('set-at-run-time');
    if (written.some(([key, value]) => isMadeElsewhere(key, value))) {
      return unknown('made-elsewhere');
    }
    if (this.hasManualEndpoints(service)) return unknown('made-elsewhere');
    const { workloads } = this.model;
    if (this.options.world === 'open' && !this.surroundings.hasWorkloadsNear(resource)) {
      return unknown('nothing-in-view');
    }
    const values = written.map(([, value]) => value);
    const reason = this.surroundings.mayHide(resource, values);
    return reason === undefined ? missing(workloads.length) : unknown(reason);
  }

  private hasManualEndpoints({ resource }: Service): boolean {
    this.manualNames ??= new Set(this.model.manualEndpoints.map((it) => it.serviceName));
    return this.manualNames.has(resource.name.value);
  }

  /** The workload that a Service without Pods was meant for, or the nearest to it. */
  nearMissOf(service: Service): NearMiss | undefined {
    if (this.backendsOf(service).status !== 'missing') return undefined;
    if (this.selectedElsewhere(service).length > 0) return undefined;
    this.nearMisses ??= new NearMisses(
      this.services.filter((it) => this.backendsOf(it).status === 'missing'),
      this.workloads,
      (workload) => this.servicesOf(workload).length > 0,
    );
    return this.nearMisses.of(service);
  }

  /** Workloads that a Service would select if they were in its namespace (S-102). */
  selectedElsewhere({ resource, selector }: Service): readonly Workload[] {
    const { written } = takeApart(selector ?? new Map());
    return this.selection.select(resource.file.path, undefined, written);
  }

  /** The Services that select a workload's Pods. */
  servicesOf(workload: Workload): readonly Service[] {
    if (this.selecting === undefined) {
      this.selecting = new Map();
      for (const service of this.services) {
        const backends = this.backendsOf(service);
        if (backends.status !== 'found') continue;
        for (const selected of backends.value) append(this.selecting, selected, service);
      }
    }
    return this.selecting.get(workload) ?? [];
  }

  /** The object that `ref` means when it is named by `from`; the nearest, where several exist. */
  find(ref: ResourceRef, from: Resource): Resolution<readonly Resource[]> {
    const key = `${ref.group}/${ref.kind}/${ref.name}`;
    const mayShareNamespace = (resource: Resource): boolean =>
      ref.namespace === undefined ||
      resource.namespace === undefined ||
      resource.namespace === ref.namespace;
    const nearest = this.byIdentity.nearest(from.file.path, (lookUp) => {
      const here = lookUp(key).filter(mayShareNamespace);
      return here.length > 0 ? here : undefined;
    });
    if (nearest !== undefined) return found(nearest);
    if (isPlaceholder(ref.name) || isPlaceholder(ref.namespace ?? '')) {
      return unknown('placeholder');
    }
    const reason = this.surroundings.mayHide(from, [ref.name]);
    return reason === undefined ? missing(this.model.resources.length) : unknown(reason);
  }

  /** The Services that a reference may mean: several where copies lie equally near. */
  serviceFor(reference: ServiceReference): Resolution<readonly Service[]> {
    const resolution = this.find(
      { group: '', kind: 'Service', name: reference.name.value, namespace: reference.namespace },
      reference.from,
    );
    if (resolution.status !== 'found') return resolution;
    return found(resolution.value.flatMap((resource) => this.serviceOf.get(resource) ?? []));
  }

  /** All objects of a kind and name, wherever they are: for "there is one in namespace x". */
  everywhere(group: string, kind: string, name: string): readonly Resource[] {
    return this.byIdentity.all(`${group}/${kind}/${name}`);
  }

  asService(resource: Resource): Service | undefined {
    return this.serviceOf.get(resource);
  }

  asWorkload(resource: Resource): Workload | undefined {
    return this.workloadOf.get(resource);
  }

  /** The references that lead to a Service. */
  referencesTo(service: Service): readonly ServiceReference[] {
    if (this.incoming === undefined) {
      this.incoming = new Map();
      for (const reference of this.model.references) {
        const resolution = this.serviceFor(reference);
        if (resolution.status !== 'found') continue;
        for (const target of resolution.value) append(this.incoming, target, reference);
      }
    }
    return this.incoming.get(service) ?? [];
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function identityKey(resource: Resource): string {
  return `${resource.group}/${resource.kind}/${resource.name.value}`;
}

export function buildGraph(model: Model, options: WorldOptions): Graph {
  return new Graph(model, options);
}
