import {
  GATEWAY_GROUP,
  isResource,
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
import { attach, Grants, type Detachment } from '../traffic/index.ts';
import { Namespaces } from './namespaces.ts';
import type { External } from './external.ts';
import { areNeighbours } from './neighbourhood.ts';
import { ScopedIndex } from './scope.ts';
import { likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';

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

/** Gateways, the routes that want to attach to them, and who may name what across namespaces. */
export class Routing {
  private readonly gateways = new ScopedIndex<Gateway>();
  private readonly namespaces: Namespaces;
  private readonly grants: Grants;
  /** Hosts that Istio knows without a Service. */
  private readonly meshHosts = new Set<string>();
  private names: SpellingIndex<Gateway> | undefined;
  private byNamespace: Map<string | undefined, Gateway[]> | undefined;

  constructor(
    private readonly model: Model,
    private readonly external: External,
  ) {
    for (const gateway of model.gateways) {
      this.gateways.add(gateway.resource.file.path, gateway.resource.name.value, gateway);
    }
    for (const resource of model.resources) {
      if (isResource(resource, 'networking.istio.io', 'ServiceEntry')) this.readHosts(resource);
    }
    this.namespaces = new Namespaces(model.resources);
    this.grants = new Grants(model.referenceGrants);
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
    if (this.external.holdsNamespace(namespace)) return undefined;
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
    const { why, listeners } = attach(
      route,
      parent,
      gateway,
      (name) => this.namespaces.labelsOf(name),
      'maybe',
    );
    return why === undefined ? undefined : { route, parent, gateway, why, listeners };
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
    const source = { group: from.group, kind: from.kind, namespace: from.namespace };
    return !this.grants.permit(source, { group: '', kind: 'Service', namespace }, name.value);
  }
}

function isGatewayRef({ group, kind }: GroupKind): boolean {
  return group === GATEWAY_GROUP && kind === 'Gateway';
}

function mayBeIn(resource: Resource, namespace: string | undefined): boolean {
  return (
    namespace === undefined || resource.namespace === undefined || resource.namespace === namespace
  );
}
