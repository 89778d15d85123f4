import type { Field, Located } from '../parse/index.ts';
import { readLabelSelector, type LabelSelector } from './label-selector.ts';
import { isResource, type Resource } from './resource.ts';

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** A kind of route, or of what a route may name. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

export interface Listener {
  readonly name: Located<string>;
  readonly port: Located<number> | undefined;
  readonly protocol: string;
  /** Undefined where every host name is taken. */
  readonly hostname: Located<string> | undefined;
  /** Which namespaces routes may come from: `Same` when not written (S-625). */
  readonly from: Located<string>;
  readonly namespaces: LabelSelector | undefined;
  /** Whether TLS is passed through to the backends as it comes. */
  readonly isPassthrough: boolean;
  /** Undefined where the protocol decides. */
  readonly kinds: readonly GroupKind[] | undefined;
}

/** `Gateway` of the Gateway API, not of Istio. */
export interface Gateway {
  readonly resource: Resource;
  readonly listeners: readonly Listener[];
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
  return {
    resource,
    listeners: resource.fields.get('spec').get('listeners').items().map(readListener),
  };
}

function readListener(field: Field): Listener {
  const hostname = field.get('hostname').text();
  const allowed = field.get('allowedRoutes');
  const from = allowed.get('namespaces').get('from');
  const kinds = allowed.get('kinds').items();
  return {
    name: field.get('name').text() ?? field.get('name').located(''),
    port: field.get('port').number(),
    protocol: field.get('protocol').text()?.value ?? '',
    hostname: hostname?.value === '' ? undefined : hostname,
    from: from.text() ?? from.located('Same'),
    isPassthrough: field.get('tls').get('mode').value() === 'Passthrough',
    namespaces: readLabelSelector(allowed.get('namespaces').get('selector')),
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
