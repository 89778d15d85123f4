import {
  GATEWAY_GROUP,
  isResource,
  selectorMatches,
  type Gateway,
  type GroupKind,
  type Listener,
  type Model,
  type ParentRef,
  type Resource,
  type Route,
  type ServiceReference,
} from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import { hostsOverlap } from './host-pattern.ts';
import { areNeighbours } from './neighbourhood.ts';
import { ScopedIndex } from './scope.ts';
import { likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';

/** Why a route attaches to no listener of a Gateway that is there (S-624, S-625). */
export type Detachment = 'section' | 'port' | 'namespace' | 'kind' | 'hostname';

/** A parent that takes nothing from the route. */
export interface RejectedParent {
  readonly route: Route;
  readonly parent: ParentRef;
  readonly gateway: Gateway;
  readonly why: Detachment;
  /** The listeners that were left when `why` shut the last of them out. */
  readonly listeners: readonly Listener[];
}

/** A parent that is not in view, although a Gateway is that may be meant. */
export interface MissingParent {
  readonly route: Route;
  readonly parent: ParentRef;
  readonly evidence: 'other-namespace' | 'similar-name' | 'only-gateway';
  readonly gateway: Gateway;
}

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Gateways, the routes that want to attach to them, and who may name what across namespaces. */
export class Routing {
  private readonly gateways = new ScopedIndex<Gateway>();
  private readonly namespaces = new Map<string, Resource[]>();
  /** `from` and `to` of all grants that are in view. */
  private readonly grants = new Set<string>();
  /** Hosts that Istio knows without a Service. */
  private readonly meshHosts = new Set<string>();
  private readonly grantNamespaces = new Set<string | undefined>();
  private names: SpellingIndex<Gateway> | undefined;
  private byNamespace: Map<string | undefined, Gateway[]> | undefined;

  constructor(private readonly model: Model) {
    for (const gateway of model.gateways) {
      this.gateways.add(gateway.resource.file.path, gateway.resource.name.value, gateway);
    }
    for (const resource of model.resources) {
      if (isResource(resource, 'networking.istio.io', 'ServiceEntry')) this.readHosts(resource);
      if (resource.group !== '' || resource.kind !== 'Namespace') continue;
      const { value } = resource.name;
      this.namespaces.set(value, [...(this.namespaces.get(value) ?? []), resource]);
    }
    for (const { resource, from, to } of model.referenceGrants) {
      this.grantNamespaces.add(resource.namespace);
      for (const one of from) {
        for (const other of to) {
          if (other.group !== '' || other.kind !== 'Service') continue;
          this.grants.add(
            grantKey(resource.namespace, one.kind, one.namespace, other.name ?? ANY_NAME),
          );
        }
      }
    }
  }

  private readHosts({ fields }: Resource): void {
    for (const host of fields.get('spec').get('hosts').items()) {
      const name = host.text()?.value;
      if (name !== undefined) this.meshHosts.add(name);
    }
  }

  /** Whether a ServiceEntry makes the name known to a mesh. */
  isMeshHost(name: string): boolean {
    return this.meshHosts.has(name);
  }

  get routes(): readonly Route[] {
    return this.model.routes;
  }

  /** The Gateways that a parentRef may mean, the nearest of them. */
  private gatewaysFor(route: Route, parent: ParentRef): readonly Gateway[] {
    const nearest = this.gateways.nearest(route.resource.file.path, (lookUp) => {
      const here = lookUp(parent.name.value).filter(({ resource }) =>
        mayBeIn(resource, parent.namespace),
      );
      return here.length > 0 ? here : undefined;
    });
    return nearest ?? [];
  }

  /** The Gateway parents of all routes that are not there, as far as another Gateway tells it. */
  missingParents(): readonly MissingParent[] {
    return this.routes.flatMap((route) =>
      route.parents.flatMap((parent) => this.missingParent(route, parent) ?? []),
    );
  }

  private missingParent(route: Route, parent: ParentRef): MissingParent | undefined {
    const { name, namespace } = parent;
    if (!isGatewayRef(parent) || isPlaceholder(name.value) || isPlaceholder(namespace ?? '')) {
      return undefined;
    }
    if (this.gatewaysFor(route, parent).length > 0) return undefined;
    const [elsewhere, another] = this.gateways.all(name.value);
    if (elsewhere !== undefined) {
      if (another !== undefined && !areNeighbours(elsewhere.resource, route.resource)) {
        return undefined;
      }
      return { route, parent, evidence: 'other-namespace', gateway: elsewhere };
    }
    const alike = this.gatewayNamedLike(name.value, route);
    if (alike !== undefined) return { route, parent, evidence: 'similar-name', gateway: alike };
    const [only, second] = this.gatewaysIn(namespace);
    if (only === undefined || second !== undefined) return undefined;
    return { route, parent, evidence: 'only-gateway', gateway: only };
  }

  private gatewayNamedLike(name: string, route: Route): Gateway | undefined {
    if (this.names === undefined) {
      this.names = new SpellingIndex(
        this.routes.flatMap(({ parents }) => parents.map((parent) => parent.name.value)),
      );
      for (const gateway of this.model.gateways) {
        this.names.add(gateway.resource.file.path, gateway.resource.name.value, gateway);
      }
    }
    return this.names.nearest(route.resource.file.path, [name], (similar) =>
      [...similar].find(({ resource }) => {
        const alike = likeness(resource.name.value, name);
        return alike === 'same' || alike === 'typo';
      }),
    );
  }

  /** Some Gateways of a namespace, or that may be in it. */
  private gatewaysIn(namespace: string | undefined): readonly Gateway[] {
    if (namespace === undefined) return this.model.gateways;
    if (this.byNamespace === undefined) {
      this.byNamespace = new Map();
      for (const gateway of this.model.gateways) {
        const place = gateway.resource.namespace;
        const others = this.byNamespace.get(place);
        if (others === undefined) this.byNamespace.set(place, [gateway]);
        else others.push(gateway);
      }
    }
    const [stated, unstated] = [this.byNamespace.get(namespace), this.byNamespace.get(undefined)];
    // Two are enough to see that there is more than one.
    return [...(stated ?? []).slice(0, 2), ...(unstated ?? []).slice(0, 2)];
  }

  /** The Gateway parents that are in view and take nothing from a route. */
  rejectedParents(): readonly RejectedParent[] {
    return this.routes.flatMap((route) =>
      route.parents.flatMap((parent) => this.rejectedParent(route, parent) ?? []),
    );
  }

  private rejectedParent(route: Route, parent: ParentRef): RejectedParent | undefined {
    if (!isGatewayRef(parent) || isPlaceholder(parent.name.value)) return undefined;
    if (route.resource.standing === 'placeholders') return undefined;
    const rejections = this.gatewaysFor(route, parent).map((gateway) =>
      this.reject(route, parent, gateway),
    );
    // Of several copies of a Gateway one is the right one.
    return rejections.includes(undefined) ? undefined : rejections[0];
  }

  private reject(route: Route, parent: ParentRef, gateway: Gateway): RejectedParent | undefined {
    const { standing } = gateway.resource;
    if (gateway.listeners.length === 0) return undefined;
    if (standing === 'kustomize-member' || standing === 'placeholders') return undefined;
    let listeners = gateway.listeners;
    for (const [why, allows] of this.conditions(route, parent, gateway)) {
      const left = listeners.filter(allows);
      if (left.length === 0) return { route, parent, gateway, why, listeners };
      listeners = left;
    }
    return undefined;
  }

  /** What a listener must satisfy, in the order in which the API reports it. */
  private conditions(
    route: Route,
    { sectionName, port }: ParentRef,
    gateway: Gateway,
  ): readonly (readonly [Detachment, (listener: Listener) => boolean])[] {
    return [
      [
        'section',
        ({ name }) =>
          sectionName === undefined ||
          name.value === sectionName.value ||
          isPlaceholder(name.value) ||
          isPlaceholder(sectionName.value),
      ],
      ['port', (it) => port === undefined || it.port === undefined || it.port.value === port.value],
      ['kind', (listener) => allowsKind(listener, route.resource.kind)],
      ['namespace', (listener) => this.allowsNamespace(listener, gateway.resource, route.resource)],
      ['hostname', (listener) => allowsHost(listener, route)],
    ];
  }

  private allowsNamespace(listener: Listener, gateway: Resource, route: Resource): boolean {
    if (route.namespace === undefined || isPlaceholder(route.namespace)) return true;
    switch (listener.from.value) {
      case 'Same':
        return gateway.namespace === undefined || gateway.namespace === route.namespace;
      case 'None':
        return false;
      case 'Selector':
        return this.namespaceMatches(listener, route.namespace);
      default:
        return true;
    }
  }

  /** Also true where the labels of the namespace are not in view. */
  private namespaceMatches({ namespaces }: Listener, name: string): boolean {
    if (namespaces === undefined) return true;
    const written = this.namespaces.get(name);
    const keys = [
      ...namespaces.matchLabels.keys(),
      ...namespaces.matchExpressions.map(({ key }) => key),
    ];
    // The API server gives every namespace its name as a label (S-131).
    if (written === undefined) {
      return (
        keys.some((key) => key !== NAMESPACE_NAME) ||
        selectorMatches(namespaces, new Map([[NAMESPACE_NAME, name]]))
      );
    }
    return written.some(({ labels, standing }) => {
      if (standing !== 'applied') return true;
      const own = [...labels].map(([key, { value }]) => [key, value.value] as const);
      return selectorMatches(namespaces, new Map([...own, [NAMESPACE_NAME, name]]));
    });
  }

  /**
   * Whether a reference into another namespace lacks the ReferenceGrant that it needs (S-621). False
   * where a namespace is unknown on either side.
   */
  lacksGrant({ from, namespace, name }: ServiceReference): boolean {
    if (from.group !== GATEWAY_GROUP || namespace === undefined || from.namespace === undefined) {
      return false;
    }
    if (namespace === from.namespace) return false;
    if ([namespace, from.namespace, name.value].some(isPlaceholder)) return false;
    // A grant whose own namespace is not stated may be the one.
    const places = this.grantNamespaces.has(undefined) ? [namespace, undefined] : [namespace];
    return !places.some((place) =>
      [name.value, ANY_NAME].some((to) =>
        this.grants.has(grantKey(place, from.kind, from.namespace, to)),
      ),
    );
  }
}

const ANY_NAME = '*';

function grantKey(
  place: string | undefined,
  kind: string,
  namespace: string | undefined,
  name: string,
): string {
  return `${place ?? ''} ${kind} ${namespace ?? ''} ${name}`;
}

function isGatewayRef({ group, kind }: GroupKind): boolean {
  return group === GATEWAY_GROUP && kind === 'Gateway';
}

function mayBeIn(resource: Resource, namespace: string | undefined): boolean {
  return (
    namespace === undefined || resource.namespace === undefined || resource.namespace === namespace
  );
}

/** Which routes a listener takes when it does not say (S-625). */
const KINDS_OF_PROTOCOL: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTPRoute', 'GRPCRoute']],
  ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
  ['TLS', ['TLSRoute', 'TCPRoute']],
  ['TCP', ['TCPRoute']],
  ['UDP', ['UDPRoute']],
]);

function allowsKind({ kinds, protocol }: Listener, kind: string): boolean {
  if (kinds === undefined) return KINDS_OF_PROTOCOL.get(protocol)?.includes(kind) ?? true;
  return kinds.some((it) => it.group === GATEWAY_GROUP && it.kind === kind);
}

function allowsHost({ hostname, protocol }: Listener, { hostnames, resource }: Route): boolean {
  if (hostname === undefined || hostnames.length === 0) return true;
  if (protocol === 'TCP' || protocol === 'UDP' || resource.kind === 'TCPRoute') return true;
  if (isPlaceholder(hostname.value)) return true;
  return hostnames.some(({ value }) => isPlaceholder(value) || hostsOverlap(value, hostname.value));
}
