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
import type { Document, Located } from '../parse/index.ts';
import { append } from './append.ts';
import { Backends } from './backends.ts';
import { External } from './external.ts';
import { findContradiction, type Contradiction } from './contradiction.ts';
import { findLackedPort, type LackedPort } from './backend-port.ts';
import { judgeHostPort, type HostPortFault } from './host-port.ts';
import { Hosts } from './host-resolution.ts';
import { findLeftOutNamespaces, type LeftOutNamespace } from './left-out-namespace.ts';
import { Lookup } from './lookup.ts';
import { NamedServices } from './named-services.ts';
import { findNamings, type Naming } from './naming.ts';
import type { NearMiss } from './near-miss.ts';
import { findScaled, readOrdinals, type Ordinals } from './ordinals.ts';
import { findPrivateNodes, type PrivateNodes } from './private-nodes.ts';
import { readInjectedPorts, readPortTargets, type PortTarget } from './port-target.ts';
import { findConnections, findDenied, type DeniedConnection } from './connection.ts';
import { findMissingMeshGateways, type MissingMeshGateway } from './mesh.ts';
import { Monitoring } from './monitoring.ts';
import { readPodConfig } from './pod-config.ts';
import { unknown, valueOf, type Resolution, type UnknownReason } from './resolution.ts';
import { Policies } from './policy.ts';
import { Routing } from './routing.ts';
import { Surroundings } from './surroundings.ts';
import type { WorldOptions } from './world.ts';
import { findCopiedSelectors, findWrongWorkloads, type WrongWorkload } from './wrong-workload.ts';

/**
 * Who reaches whom: the questions that rules ask. It answers from the model and gives no verdicts;
 * every answer that depends on what is not in view is a `Resolution`.
 */
export class Graph {
  private readonly surroundings: Surroundings;
  private readonly external: External;
  private readonly lookup: Lookup;
  private readonly backends: Backends;
  private workloadOf: Map<Resource, Workload> | undefined;
  private byKind: Map<string, Resource[]> | undefined;
  private targets: readonly PortTarget[] | undefined;
  private monitors: Monitoring | undefined;
  private hostNames: Hosts | undefined;
  private scaled: ReadonlySet<string> | undefined;
  private wrongHostPorts: readonly HostPortFault[] | undefined;
  private routingQuestions: Routing | undefined;
  private policyQuestions: Policies | undefined;
  private serviceNamings: readonly Naming[] | undefined;
  private names: NamedServices | undefined;

  constructor(
    private readonly model: Model,
    readonly options: WorldOptions,
  ) {
    this.external = new External(options.external);
    this.surroundings = new Surroundings(model, this.external, options.external?.operators);
    const isClosed = options.world === 'closed';
    this.lookup = new Lookup(model, this.surroundings, this.external, isClosed);
    this.backends = new Backends(model, this.surroundings, this.external, isClosed);
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
    return this.backends.of(service);
  }

  /** The Services that select a workload's Pods. */
  servicesOf(workload: Workload): readonly Service[] {
    return this.backends.servicesOf(workload);
  }

  /** The workload that a Service without Pods was meant for, or the nearest to it. */
  nearMissOf(service: Service): NearMiss | undefined {
    return this.backends.nearMissOf(service);
  }

  /** Workloads that a Service would select if they were in its namespace (S-102). */
  selectedElsewhere(service: Service): readonly Workload[] {
    return this.backends.selectedElsewhere(service);
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

  /** Services that were left behind in the current namespace, as far as it shows. */
  get leftOutNamespaces(): readonly LeftOutNamespace[] {
    return findLeftOutNamespaces(this.model, (service) => {
      const isHidden = this.surroundings.mayHide(service.resource, []) !== undefined;
      return (isHidden ? undefined : valueOf(this.backendsOf(service))) ?? [];
    });
  }

  /** The object that `ref` means when it is named by `from`; the nearest, where several exist. */
  find(ref: ResourceRef, from: Resource): Resolution<readonly Resource[]> {
    return this.lookup.find(ref, from);
  }

  /** All objects of a kind and name, wherever they are: for "there is one in namespace x". */
  everywhere(group: string, kind: string, name: string): readonly Resource[] {
    return this.lookup.everywhere(group, kind, name);
  }

  /** The Services that a reference may mean: several where copies lie equally near. */
  serviceFor(reference: ServiceReference): Resolution<readonly Service[]> {
    return this.lookup.serviceFor(reference);
  }

  /** The references that lead to a Service. */
  referencesTo(service: Service): readonly ServiceReference[] {
    return this.lookup.referencesTo(service);
  }

  /** Why something that `from` needs, and that bears one of the names, may exist out of view. */
  mayHide(from: Resource, names: readonly string[]): UnknownReason | undefined {
    return this.surroundings.mayHide(from, names);
  }

  /** The Service that a StatefulSet names as its governing one; undefined where it names none. */
  governingServiceOf({
    resource,
    serviceName,
  }: Workload): Resolution<readonly Service[]> | undefined {
    if (serviceName === undefined || serviceName.value === '') return undefined;
    return this.lookup.findService(serviceName.value, resource.namespace, resource);
  }

  /** The Service that an ExternalName Service is an alias of; undefined where that is no Service. */
  aliasedService({ resource, externalName }: Service): Resolution<readonly Service[]> | undefined {
    const target = parseServiceName(externalName?.value ?? '', this.options.clusterDomain);
    if (target === undefined) return undefined;
    // Only what is known to be written here can be missed.
    if (!this.surroundings.isNamespaceInView(target.namespace)) return unknown('nothing-in-view');
    return this.lookup.findService(target.name, target.namespace, resource);
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
      (name, namespace, from) => this.lookup.findService(name, namespace, from),
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

  asService(resource: Resource): Service | undefined {
    return this.lookup.asService(resource);
  }

  asWorkload(resource: Resource): Workload | undefined {
    this.workloadOf ??= new Map(this.workloads.map((it) => [it.resource, it]));
    return this.workloadOf.get(resource);
  }
}

/** What cloud load balancers that speak to node ports or Pods write or want on a Service. */
const FRONTING_ANNOTATION =
  /^(?:cloud\.google\.com\/(?:neg|app-protocols|backend-config)|alb\.ingress\.kubernetes\.io\/.*)$/;

export function buildGraph(model: Model, options: WorldOptions): Graph {
  return new Graph(model, options);
}
