import type {
  Kustomization,
  ManualEndpoints,
  Model,
  NetworkPolicy,
  ReferenceFamily,
  Resource,
  ResourceRef,
  Service,
  ServicePort,
  ServiceReference,
  Workload,
} from '../model/index.ts';
import { parseServiceName, servedPorts } from '../model/index.ts';
import { isPlaceholder, type Document, type Located } from '../parse/index.ts';
import { append } from './append.ts';
import { External, type ExternalObjects } from './external.ts';
import { findContradiction, type Contradiction } from './contradiction.ts';
import { findLackedPort, type LackedPort } from './backend-port.ts';
import { isMadeElsewhere } from './foreign-labels.ts';
import { isForeignService } from './foreign-services.ts';
import { judgeHostPort, type HostPortFault } from './host-port.ts';
import { Hosts } from './host-resolution.ts';
import { areOfTwoReleases } from './helm-release.ts';
import { findLeftOutNamespaces, type LeftOutNamespace } from './left-out-namespace.ts';
import { NamedServices } from './named-services.ts';
import { findNamings, type Naming } from './naming.ts';
import { NearMisses, type NearMiss } from './near-miss.ts';
import { findScaled, readOrdinals, type Ordinals } from './ordinals.ts';
import { findPrivateNodes, type PrivateNodes } from './private-nodes.ts';
import { readInjectedPorts, readPortTargets, type PortTarget } from './port-target.ts';
import { findConnections, findDenied, type DeniedConnection } from './connection.ts';
import { findMissingMeshGateways, type MissingMeshGateway } from './mesh.ts';
import { Monitoring } from './monitoring.ts';
import { readPodConfig } from './pod-config.ts';
import {
  found,
  missing,
  unknown,
  type Resolution,
  type UnknownReason,
  valueOf,
} from './resolution.ts';
import { Policies } from './policy.ts';
import { Routing } from './routing.ts';
import { ScopedIndex } from './scope.ts';
import { SelectionIndex, takeApart } from './selection.ts';
import { Surroundings } from './surroundings.ts';
import { findCopiedSelectors, findWrongWorkloads, type WrongWorkload } from './wrong-workload.ts';

/** What the user tells us about the world around the manifests. */
export interface WorldOptions {
  /** `closed`: all that exists is in view. */
  readonly world: 'open' | 'closed';
  /** Whether nodes can be reached from outside; undefined when nobody said. */
  readonly nodes: 'private' | 'public' | undefined;
  /** Such as `1.37`: which cluster the manifests are for. */
  readonly kubernetesVersion?: string | undefined;
  /** The numbers that the cluster gives to node ports; 30000-32767 when nobody said. */
  readonly nodePortRange?: { readonly from: number; readonly to: number } | undefined;
  /** The zone of the cluster's own names; undefined when nobody said, and usually cluster.local. */
  readonly clusterDomain?: string | undefined;
  readonly external?: ExternalObjects | undefined;
}

/**
 * Who reaches whom: the questions that rules ask. It answers from the model and gives no verdicts;
 * every answer that depends on what is not in view is a `Resolution`.
 */
export class Graph {
  private readonly selection: SelectionIndex;
  private readonly surroundings: Surroundings;
  private readonly external: External;
  private readonly byIdentity = new ScopedIndex<Resource>();
  private readonly serviceOf = new Map<Resource, Service>();
  private readonly workloadOf = new Map<Resource, Workload>();
  private readonly backends = new Map<Service, Resolution<readonly Workload[]>>();
  private byKind: Map<string, Resource[]> | undefined;
  private targets: readonly PortTarget[] | undefined;
  private manualNames: ReadonlySet<string | undefined> | undefined;
  private nearMisses: NearMisses | undefined;
  private monitors: Monitoring | undefined;
  private hostNames: Hosts | undefined;
  private scaled: ReadonlySet<string> | undefined;
  private wrongHostPorts: readonly HostPortFault[] | undefined;
  private routingQuestions: Routing | undefined;
  private policyQuestions: Policies | undefined;
  private serviceNamings: readonly Naming[] | undefined;
  private selecting: Map<Workload, Service[]> | undefined;
  private names: NamedServices | undefined;
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
    this.external = new External(options.external);
    this.surroundings = new Surroundings(model, this.external, options.external?.operators);
  }

  get resources(): readonly Resource[] {
    return this.model.resources;
  }

  /** The objects of a kind, of whatever group. */
  ofKind(kind: string): readonly Resource[] {
    if (this.byKind === undefined) {
      this.byKind = new Map();
      for (const resource of this.model.resources) append(this.byKind, resource.kind, resource);
    }
    return this.byKind.get(kind) ?? [];
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

  get kustomizations(): readonly Kustomization[] {
    return this.model.kustomizations;
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
    if (selected.some((it) => !areOfTwoReleases(resource.file, it.resource.file))) {
      return found(selected);
    }
    if (selected.length > 0) return unknown('made-elsewhere');
    if (hasPlaceholder) return unknown('placeholder');
    if (written.length === 0 && added.length > 0) return unknown('set-at-run-time');
    if (written.some(([key, value]) => isMadeElsewhere(key, value))) {
      return unknown('made-elsewhere');
    }
    if (this.hasManualEndpoints(service)) return unknown('made-elsewhere');
    if (this.external.holdsPods(written, resource.namespace)) return unknown('declared');
    // Labels are added to selector and template alike, as far as both are written (S-1033).
    if (resource.standing === 'kustomize-labelled') return unknown('kustomize');
    const values = written.map(([, value]) => value);
    const reason = this.surroundings.mayHide(resource, values);
    if (reason !== undefined) return unknown(reason);
    const isWhole = this.options.world === 'closed' || this.arePodsWrittenHere(service);
    return isWhole ? missing(this.model.workloads.length) : unknown('nothing-in-view');
  }

  /** Whether the Service's Pods would be in view, if anybody wrote them. */
  private arePodsWrittenHere(service: Service): boolean {
    const { resource } = service;
    if (this.surroundings.holdWorkloadsOf(resource)) return true;
    return this.surroundings.holdWorkloads(resource) && this.selectedElsewhere(service).length > 0;
  }

  private hasManualEndpoints({ resource }: Service): boolean {
    this.manualNames ??= new Set(this.model.manualEndpoints.map((it) => it.serviceName));
    return this.manualNames.has(resource.name.value);
  }

  /** The ports of all Services whose Pods are in view, with their containers as they will run. */
  get portTargets(): readonly PortTarget[] {
    if (this.targets === undefined) {
      const injected = readInjectedPorts(this.model);
      this.targets = this.services.flatMap((it) =>
        readPortTargets(it, this.backendsOf(it), injected),
      );
    }
    return this.targets;
  }

  /** What the Pods behind a port declare against the number that it leads to. */
  contradictionOf(target: PortTarget): Contradiction | undefined {
    return findContradiction(target, {
      servicesOf: (workload) => this.servicesOf(workload),
      configOf: (workload) => readPodConfig(workload, (ref, from) => this.find(ref, from)),
    });
  }

  /** Services that select one workload and have the ports of another. */
  get wrongWorkloads(): readonly WrongWorkload[] {
    return [
      ...findWrongWorkloads(this.portTargets, this.workloads),
      ...findCopiedSelectors({
        services: this.services,
        workloads: this.workloads,
        backendsOf: (service) => valueOf(this.backendsOf(service)) ?? [],
        servicesOf: (workload) => this.servicesOf(workload),
      }),
    ];
  }

  /** The workload that a Service without Pods was meant for, or the nearest to it. */
  nearMissOf(service: Service): NearMiss | undefined {
    if (!this.lacksPods(service) || this.selectedElsewhere(service).length > 0) return undefined;
    this.nearMisses ??= new NearMisses(
      this.services.filter((it) => this.lacksPods(it)),
      this.workloads,
      (workload) => this.servicesOf(workload).length > 0,
    );
    return this.nearMisses.of(service);
  }

  private lacksPods(service: Service): boolean {
    const backends = this.backendsOf(service);
    if (backends.status === 'unknown') return backends.reason === 'nothing-in-view';
    return backends.status === 'missing';
  }

  /** Workloads that a Service would select if they were in its namespace (S-102). */
  selectedElsewhere({ resource, selector }: Service): readonly Workload[] {
    const { written } = takeApart(selector ?? new Map());
    return this.selection.select(resource.file.path, undefined, written);
  }

  /** Services that were left behind in the current namespace, as far as it shows. */
  get leftOutNamespaces(): readonly LeftOutNamespace[] {
    return findLeftOutNamespaces(this.model, (service) => {
      const isHidden = this.surroundings.mayHide(service.resource, []) !== undefined;
      return (isHidden ? undefined : valueOf(this.backendsOf(service))) ?? [];
    });
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
    if (ref.group === '' && ref.kind === 'Service' && isForeignService(ref.name)) {
      return unknown('made-elsewhere');
    }
    if (this.isDeclared(ref)) return unknown('declared');
    const reason = this.surroundings.mayHide(from, [ref.name]);
    if (reason !== undefined) return unknown(reason);
    const isWhole = this.options.world === 'closed' || this.surroundings.holdServices(from);
    return isWhole ? missing(this.model.resources.length) : unknown('nothing-in-view');
  }

  private isDeclared({ group, kind, name, namespace }: ResourceRef): boolean {
    if (this.external.holdsNamespace(namespace)) return true;
    return group === '' && kind === 'Service' && this.external.holdsService(name, namespace);
  }

  /** Why something that `from` needs, and that bears one of the names, may exist out of view. */
  mayHide(from: Resource, names: readonly string[]): UnknownReason | undefined {
    return this.surroundings.mayHide(from, names);
  }

  /** The Services that a reference may mean: several where copies lie equally near. */
  serviceFor({ name, namespace, from }: ServiceReference): Resolution<readonly Service[]> {
    return this.findService(name.value, namespace, from);
  }

  /** The Service that a StatefulSet names as its governing one; undefined where it names none. */
  governingServiceOf({
    resource,
    serviceName,
  }: Workload): Resolution<readonly Service[]> | undefined {
    if (serviceName === undefined || serviceName.value === '') return undefined;
    return this.findService(serviceName.value, resource.namespace, resource);
  }

  /** The Service that an ExternalName Service is an alias of; undefined where that is no Service. */
  aliasedService({ resource, externalName }: Service): Resolution<readonly Service[]> | undefined {
    const target = parseServiceName(externalName?.value ?? '', this.options.clusterDomain);
    if (target === undefined) return undefined;
    // Only what is known to be written here can be missed.
    if (!this.surroundings.isNamespaceInView(target.namespace)) return unknown('nothing-in-view');
    return this.findService(target.name, target.namespace, resource);
  }

  private findService(
    name: string,
    namespace: string | undefined,
    from: Resource,
  ): Resolution<readonly Service[]> {
    const resolution = this.find({ group: '', kind: 'Service', name, namespace }, from);
    if (resolution.status !== 'found') return resolution;
    return found(resolution.value.flatMap((resource) => this.serviceOf.get(resource) ?? []));
  }

  /** Services by their names: which one a wrong name may be meant for. */
  get named(): NamedServices {
    return (this.names ??= new NamedServices(
      this.model,
      (service) => this.referencesTo(service).length > 0,
    ));
  }

  /** The hosts that variables, arguments and configuration files name. */
  get hosts(): Hosts {
    return (this.hostNames ??= new Hosts(
      this.model,
      (name, namespace, from) => this.findService(name, namespace, from),
      this.options.clusterDomain,
    ));
  }

  /** Hosts whose Service is in view and has no port such as the one beside it. */
  get hostPortFaults(): readonly HostPortFault[] {
    this.wrongHostPorts ??= this.hosts.uses.flatMap(
      (use) => judgeHostPort(use, (service, port) => this.targetsOf(service, port)) ?? [],
    );
    return this.wrongHostPorts;
  }

  /** The numbers of a StatefulSet's Pods; undefined where something else may scale it. */
  ordinalsOf(set: Workload): Ordinals | undefined {
    this.scaled ??= findScaled(this.model);
    return readOrdinals(set, this.scaled);
  }

  /** Where somebody speaks HTTP with a Service, as far as manifests show it. */
  httpUsesOf(service: Service): readonly Located<unknown>[] {
    const references = this.referencesTo(service).filter(({ isHttp }) => isHttp);
    const uses = this.hosts
      .usesOf(service)
      .filter(({ mention }) => /^https?$/.test(mention.scheme));
    return [...references.map(({ name }) => name), ...uses.map(({ mention }) => mention.host)];
  }

  /**
   * All that a Service's port leads to on the Pods behind it, as written and as resolved: a port name
   * may be another number on every workload (S-230).
   */
  targetsOf(service: Service, port: ServicePort): readonly (string | number)[] {
    const target = port.targetPort?.value;
    if (target === undefined) return [];
    const backends = this.backendsOf(service);
    const workloads = backends.status === 'found' ? backends.value : [];
    const resolved = workloads.flatMap(({ template }) =>
      servedPorts(template)
        .filter(({ name, containerPort }) => [name?.value, containerPort?.value].includes(target))
        .flatMap(({ name, containerPort }) =>
          [name?.value ?? [], containerPort?.value ?? []].flat(),
        ),
    );
    return [target, ...resolved];
  }

  /** Whether something else brings traffic from outside to the Service. */
  isFronted(service: Service): boolean {
    const { annotations } = service.resource;
    return (
      this.referencesTo(service).length > 0 ||
      [...annotations.keys()].some((key) => FRONTING_ANNOTATION.test(key))
    );
  }

  /** Why nodes are believed to be out of reach from outside; undefined where nothing says so. */
  get privateNodes(): PrivateNodes | undefined {
    return findPrivateNodes(this.model, this.options);
  }

  /** The references of a family to Services that are not there. */
  missingServices(family: ReferenceFamily): readonly ServiceReference[] {
    return this.references.filter(
      (reference) =>
        reference.family === family &&
        !this.routing.isMeshHost(reference.name.value) &&
        this.serviceFor(reference).status === 'missing',
    );
  }

  /** The ports that objects of a family name and that the Services named do not have. */
  lackedPorts(family: ReferenceFamily): readonly LackedPort[] {
    // A name of several words that one Service of the whole run bears means that one.
    const isOnlyOne = (name: string): boolean =>
      name.includes('-') && this.everywhere('', 'Service', name).length === 1;
    return this.references.flatMap((reference) => {
      if (reference.family !== family) return [];
      const services = this.serviceFor(reference);
      if (services.status !== 'found') return [];
      const targetsOf = (service: Service, port: ServicePort): readonly (string | number)[] =>
        this.targetsOf(service, port);
      return findLackedPort(reference, services.value, targetsOf, isOnlyOne) ?? [];
    });
  }

  /** Which routes attach to which Gateways. */
  get routing(): Routing {
    return (this.routingQuestions ??= new Routing(this.model, this.external));
  }

  /** What NetworkPolicies let through. */
  get policies(): Policies {
    return (this.policyQuestions ??= new Policies(this.model));
  }

  get networkPolicies(): readonly NetworkPolicy[] {
    return this.model.networkPolicies;
  }

  /** Which workloads are told the names of which Services. */
  get namings(): readonly Naming[] {
    return (this.serviceNamings ??= findNamings(this.model, this.hosts));
  }

  /** The connections that manifests ask for and that policies beside them deny. */
  get deniedConnections(): readonly DeniedConnection[] {
    if (this.model.networkPolicies.length === 0) return [];
    const connections = findConnections(this.namings);
    return findDenied(connections, this.policies, (service) => this.backendsOf(service));
  }

  /** The Gateways of Istio that VirtualServices misname. */
  get missingMeshGateways(): readonly MissingMeshGateway[] {
    return findMissingMeshGateways(this.model).filter(
      ({ ref }) => !this.external.holdsNamespace(ref.namespace),
    );
  }

  /** Who scrapes which Services. */
  get monitoring(): Monitoring {
    return (this.monitors ??= new Monitoring(this.model, this.surroundings));
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

/** What cloud load balancers that speak to node ports or Pods write or want on a Service. */
const FRONTING_ANNOTATION =
  /^(?:cloud\.google\.com\/(?:neg|app-protocols|backend-config)|alb\.ingress\.kubernetes\.io\/.*)$/;

function identityKey(resource: Resource): string {
  return `${resource.group}/${resource.kind}/${resource.name.value}`;
}

export function buildGraph(model: Model, options: WorldOptions): Graph {
  return new Graph(model, options);
}
