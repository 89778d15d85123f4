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
import { isOperatorLabel } from './foreign-labels.ts';
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
    // S-104, S-106: without a selector, or as an alias, a Service selects nothing and means to.
    if (service.selector === undefined || service.type.value === 'ExternalName') return found([]);
    const { written, added, hasPlaceholder } = takeApart(service.selector);
    const selected = this.selection.select(service, written);
    if (selected.length > 0) return found(selected);
    if (hasPlaceholder) return unknown('placeholder');
    if (written.length === 0 && added.length > 0) return unknown('set-at-run-time');
    if (written.some(([key]) => isOperatorLabel(key))) return unknown('made-elsewhere');
    if (this.model.workloads.length === 0) return unknown('nothing-in-view');
    const reason = this.surroundings.mayHide(
      service.resource,
      written.map(([, value]) => value),
    );
    if (reason !== undefined) return unknown(reason);
    return missing(this.model.workloads.length);
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
        for (const target of resolution.value) {
          const list = this.incoming.get(target);
          if (list === undefined) this.incoming.set(target, [reference]);
          else list.push(reference);
        }
      }
    }
    return this.incoming.get(service) ?? [];
  }
}

function identityKey(resource: Resource): string {
  return `${resource.group}/${resource.kind}/${resource.name.value}`;
}

export function buildGraph(model: Model, options: WorldOptions): Graph {
  return new Graph(model, options);
}
