import type { Field, Located } from '../parse/index.ts';
import { readLabelSelector, type LabelSelector } from './label-selector.ts';
import { isResource, type Resource } from './resource.ts';

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** A kind of route, or of what a route may name. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** The namespaces that something may come from. */
export interface AllowedNamespaces {
  /** `Same`, `All`, `Selector` or `None`. */
  readonly from: Located<string>;
  readonly namespaces: LabelSelector | undefined;
}

export interface Listener extends AllowedNamespaces {
  readonly name: Located<string>;
  readonly port: Located<number> | undefined;
  readonly protocol: string;
  /** Undefined where every host name is taken. */
  readonly hostname: Located<string> | undefined;
  /** Whether TLS is passed through to the backends as it comes. */
  readonly isPassthrough: boolean;
  /** Undefined where the protocol decides. */
  readonly kinds: readonly GroupKind[] | undefined;
}

/** `Gateway` of the Gateway API, not of Istio. */
export interface Gateway {
  readonly resource: Resource;
  readonly className: string;
  readonly listeners: readonly Listener[];
  /** Which namespaces ListenerSets may come from: `None` when not written (S-627). */
  readonly allowedSets: AllowedNamespaces;
}

/** `ListenerSet`: listeners that somebody adds to a Gateway. */
export interface ListenerSet {
  readonly resource: Resource;
  readonly parent: ParentRef | undefined;
  readonly listeners: readonly Listener[];
}

/** What a route, or a filter of it, sends requests to. */
export interface BackendRef extends GroupKind {
  readonly name: Located<string>;
  /** As written; the route's own where it is not. */
  readonly namespace: string | undefined;
  readonly port: Located<number | string> | undefined;
  readonly at: Located<unknown>;
}

export interface ParentRef extends GroupKind {
  readonly name: Located<string>;
  /** As written; the route's own where it is not. */
  readonly namespace: string | undefined;
  readonly namespaceAt: Located<string> | undefined;
  readonly sectionName: Located<string> | undefined;
  readonly port: Located<number> | undefined;
}

/** HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute. */
export interface Route {
  readonly resource: Resource;
  readonly parents: readonly ParentRef[];
  readonly hostnames: readonly Located<string>[];
}

/** Lets objects of other namespaces name objects of its own (S-621). */
export interface ReferenceGrant {
  readonly resource: Resource;
  readonly from: readonly (GroupKind & { readonly namespace: string })[];
  readonly to: readonly (GroupKind & { readonly name: string | undefined })[];
}

const ROUTE_KINDS = new Set(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']);

/** Undefined for resources that are no Gateways. */
export function readGateway(resource: Resource): Gateway | undefined {
  if (!isResource(resource, GATEWAY_GROUP, 'Gateway')) return undefined;
  const spec = resource.fields.get('spec');
  return {
    resource,
    className: spec.get('gatewayClassName').text()?.value ?? '',
    listeners: spec.get('listeners').items().map(readListener),
    allowedSets: readAllowed(spec.get('allowedListeners').get('namespaces'), 'None'),
  };
}

/** Undefined for resources that are no ListenerSets. */
export function readListenerSet(resource: Resource): ListenerSet | undefined {
  if (!isResource(resource, GATEWAY_GROUP, 'ListenerSet')) return undefined;
  const spec = resource.fields.get('spec');
  return {
    resource,
    parent: readParentRef(spec.get('parentRef'), resource),
    listeners: spec.get('listeners').items().map(readListener),
  };
}

/** Routes may come from the own namespace when nothing else is written (S-625). */
function readAllowed(field: Field, unwritten: 'Same' | 'None'): AllowedNamespaces {
  const from = field.get('from');
  return {
    from: from.text() ?? from.located(unwritten),
    namespaces: readLabelSelector(field.get('selector')),
  };
}

function readListener(field: Field): Listener {
  const hostname = field.get('hostname').text();
  const allowed = field.get('allowedRoutes');
  const kinds = allowed.get('kinds').items();
  return {
    name: field.get('name').text() ?? field.get('name').located(''),
    port: field.get('port').number(),
    protocol: field.get('protocol').text()?.value ?? '',
    hostname: hostname?.value === '' ? undefined : hostname,
    ...readAllowed(allowed.get('namespaces'), 'Same'),
    isPassthrough: field.get('tls').get('mode').value() === 'Passthrough',
    kinds: kinds.length === 0 ? undefined : kinds.map((kind) => readGroupKind(kind, GATEWAY_GROUP)),
  };
}

/** Undefined for resources that are no routes of the Gateway API. */
export function readRoute(resource: Resource): Route | undefined {
  if (resource.group !== GATEWAY_GROUP || !ROUTE_KINDS.has(resource.kind)) return undefined;
  const spec = resource.fields.get('spec');
  return {
    resource,
    parents: spec
      .get('parentRefs')
      .items()
      .flatMap((field) => readParentRef(field, resource) ?? []),
    hostnames: spec
      .get('hostnames')
      .items()
      .flatMap((hostname) => hostname.text() ?? []),
  };
}

function readParentRef(field: Field, route: Resource): ParentRef | undefined {
  const name = field.get('name').text();
  if (name === undefined) return undefined;
  const namespaceAt = field.get('namespace').text();
  return {
    group: field.get('group').text()?.value ?? GATEWAY_GROUP,
    kind: field.get('kind').text()?.value ?? 'Gateway',
    name,
    namespace: namespaceAt?.value ?? route.namespace,
    namespaceAt,
    sectionName: field.get('sectionName').text(),
    port: field.get('port').number(),
  };
}

/** All that a route sends requests to, or copies of them, or asks about them (S-620, S-623). */
export function readBackendRefs(route: Resource): BackendRef[] {
  return route.fields
    .get('spec')
    .get('rules')
    .items()
    .flatMap((rule) => {
      const backends = rule.get('backendRefs').items();
      return [
        ...backends,
        ...[rule, ...backends].flatMap((it) => it.get('filters').items().flatMap(filterBackends)),
      ];
    })
    .flatMap((field) => readBackendRef(field, route) ?? []);
}

function filterBackends(filter: Field): Field[] {
  return ['requestMirror', 'externalAuth']
    .map((name) => filter.get(name).get('backendRef'))
    .filter(({ exists }) => exists);
}

/** Undefined where nothing is named. */
export function readBackendRef(field: Field, route: Resource): BackendRef | undefined {
  const name = field.get('name').text();
  if (name === undefined) return undefined;
  return {
    group: field.get('group').text()?.value ?? '',
    kind: field.get('kind').text()?.value ?? 'Service',
    name,
    namespace: field.get('namespace').text()?.value ?? route.namespace,
    port: field.get('port').intOrString(),
    at: field.anchor(),
  };
}

/** Undefined for resources that are no ReferenceGrants. */
export function readReferenceGrant(resource: Resource): ReferenceGrant | undefined {
  if (!isResource(resource, GATEWAY_GROUP, 'ReferenceGrant')) return undefined;
  const spec = resource.fields.get('spec');
  return {
    resource,
    from: spec
      .get('from')
      .items()
      .map((field) => ({
        ...readGroupKind(field, ''),
        namespace: field.get('namespace').text()?.value ?? '',
      })),
    to: spec
      .get('to')
      .items()
      .map((field) => ({
        ...readGroupKind(field, ''),
        name: field.get('name').text()?.value,
      })),
  };
}

function readGroupKind(field: Field, group: string): GroupKind {
  return {
    group: field.get('group').text()?.value ?? group,
    kind: field.get('kind').text()?.value ?? '',
  };
}
