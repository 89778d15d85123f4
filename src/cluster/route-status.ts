import { isGroupOfKubernetes } from '../admission/index.ts';
import {
  GATEWAY_GROUP,
  isResource,
  readBackendRefs,
  readGateway,
  readListenerSet,
  readReferenceGrant,
  readRoute,
  type BackendRef,
  type Gateway,
  type ListenerSet,
  type ParentRef,
  type Resource,
  type Route,
} from '../model/index.ts';
import {
  allowsNamespace,
  attach,
  Grants,
  type Detachment,
  type LabelsOfNamespace,
  type ListenerOwner,
} from '../traffic/index.ts';
import type { Cluster } from './cluster.ts';
import { labelsOfNamespaces } from './namespace-labels.ts';

/** What a route's status would say of one parent. */
export interface ParentStatus {
  readonly parent: ParentRef;
  /** The conditions; undefined where nobody would write a status. */
  readonly conditions:
    | {
        readonly accepted: boolean;
        readonly resolvedRefs: boolean;
        /** Of the first condition that is false, as the API spells it. */
        readonly reason: string | undefined;
      }
    | undefined;
}

export interface RouteStatus {
  readonly route: Route;
  readonly parents: readonly ParentStatus[];
}

/** What the status of every route would say, in reading order. */
export function findRouteStatuses(cluster: Cluster): RouteStatus[] {
  const routes = cluster.current.flatMap((resource) => readRoute(resource) ?? []);
  if (routes.length === 0) return [];
  const parents = new Parents(cluster);
  const backends = new Backends(cluster);
  return routes.map((route) => {
    const unresolved = backends.whyUnresolved(route.resource);
    const statuses = route.parents.map((parent): ParentStatus => {
      const owner = parents.ownerOf(parent);
      if (owner === undefined) return { parent, conditions: undefined };
      const { why } = attach(route, parent, owner, parents.labelsOf, 'yes');
      const reason = why === undefined ? unresolved : REASONS[why];
      return {
        parent,
        conditions: {
          accepted: why === undefined,
          resolvedRefs: unresolved === undefined,
          reason,
        },
      };
    });
    return { route, parents: statuses };
  });
}

/** Reasons of `Accepted`. */
const REASONS: Readonly<Record<Detachment, string>> = {
  section: 'NoMatchingParent',
  port: 'NoMatchingParent',
  kind: 'NotAllowedByListeners',
  namespace: 'NotAllowedByListeners',
  hostname: 'NoMatchingListenerHostname',
};

/** What routes attach to. */
class Parents {
  private readonly gateways = new Map<string, Gateway>();
  private readonly sets = new Map<string, ListenerSet>();
  private readonly classes = new Set<string>();
  readonly labelsOf: LabelsOfNamespace;

  constructor(cluster: Cluster) {
    this.labelsOf = labelsOfNamespaces(cluster);
    for (const resource of cluster.current) {
      const gateway = readGateway(resource);
      if (gateway !== undefined) this.gateways.set(keyOf(resource), gateway);
      const set = readListenerSet(resource);
      if (set !== undefined) this.sets.set(keyOf(resource), set);
      if (isResource(resource, GATEWAY_GROUP, 'GatewayClass'))
        this.classes.add(resource.name.value);
    }
  }

  /** Undefined where no controller answers for the parent. */
  ownerOf(parent: ParentRef): ListenerOwner | undefined {
    const set = isRefTo(parent, 'ListenerSet') ? this.sets.get(refKey(parent)) : undefined;
    if (set?.parent === undefined) return this.gatewayOf(parent);
    const gateway = this.gatewayOf(set.parent);
    if (gateway === undefined) return undefined;
    return this.isLetIn(set, gateway) ? set : { resource: set.resource, listeners: [] };
  }

  /** Where no class is given, whoever installs the controller brings it. */
  private gatewayOf(parent: ParentRef): Gateway | undefined {
    const gateway = isRefTo(parent, 'Gateway') ? this.gateways.get(refKey(parent)) : undefined;
    if (gateway === undefined || this.classes.size === 0) return gateway;
    return this.classes.has(gateway.className) ? gateway : undefined;
  }

  /** A Gateway takes no ListenerSets unless it says so (S-627). */
  private isLetIn({ resource }: ListenerSet, { allowedSets, resource: owner }: Gateway): boolean {
    return allowsNamespace(allowedSets, owner, resource.namespace, this.labelsOf) === 'yes';
  }
}

function isRefTo(ref: ParentRef, kind: string): boolean {
  return ref.group === GATEWAY_GROUP && ref.kind === kind;
}

function refKey({ namespace, name }: ParentRef): string {
  return `${namespace ?? ''}/${name.value}`;
}

function keyOf({ namespace, name }: Resource): string {
  return `${namespace ?? ''}/${name.value}`;
}

/** What routes send requests to. */
class Backends {
  private readonly grants: Grants;

  constructor(private readonly cluster: Cluster) {
    this.grants = new Grants(cluster.current.flatMap((it) => readReferenceGrant(it) ?? []));
  }

  /** The reason of `ResolvedRefs`: one condition for the whole route (S-622). */
  whyUnresolved(route: Resource): string | undefined {
    for (const ref of readBackendRefs(route)) {
      const reason = this.whyBroken(route, ref);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  private whyBroken(route: Resource, ref: BackendRef): string | undefined {
    const isService = ref.group === '' && ref.kind === 'Service';
    if (!isService && isGroupOfKubernetes(ref.group)) return 'InvalidKind';
    const namespace = ref.namespace ?? '';
    if (namespace !== route.namespace) {
      const from = { group: route.group, kind: route.kind, namespace: route.namespace ?? '' };
      const to = { group: ref.group, kind: ref.kind, namespace };
      // Comes first, lest it tell whether the object exists.
      if (!this.grants.permit(from, to, ref.name.value)) return 'RefNotPermitted';
    }
    if (isService) return this.whyUnserved(route, namespace, ref);
    // What other kinds mean is for the implementation to say.
    const target = this.cluster.find(ref.group, ref.kind, namespace, ref.name.value);
    return target === undefined ? 'BackendNotFound' : undefined;
  }

  private whyUnserved(
    { kind }: Resource,
    namespace: string,
    { name, port }: BackendRef,
  ): string | undefined {
    const service = this.cluster.service(namespace, name.value);
    if (service === undefined) return 'BackendNotFound';
    // The API lets nobody count on an alias (S-610).
    if (service.type.value === 'ExternalName') return 'UnsupportedValue';
    const protocol = kind === 'UDPRoute' ? 'UDP' : 'TCP';
    const hasPort = service.ports.some(
      (it) => it.port?.value === port?.value && it.protocol.value === protocol,
    );
    return hasPort ? undefined : 'BackendNotFound';
  }
}
