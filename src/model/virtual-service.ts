import type { Field, Located } from '../parse/index.ts';
import { readLabels, type Labels } from './labels.ts';
import { isResource, type Resource } from './resource.ts';

/** An Istio Gateway as a VirtualService names it (6.6). */
export interface MeshGatewayRef {
  readonly name: Located<string>;
  readonly namespace: string | undefined;
}

/** Istio's VirtualService: here only the Gateways that it binds to. */
export interface VirtualService {
  readonly resource: Resource;
  readonly gateways: readonly MeshGatewayRef[];
}

/** Stands for all sidecars of the mesh. */
const MESH = 'mesh';

/** Undefined for resources that are no VirtualServices. */
export function readVirtualService(resource: Resource): VirtualService | undefined {
  if (!isResource(resource, 'networking.istio.io', 'VirtualService')) return undefined;
  return {
    resource,
    gateways: resource.fields
      .get('spec')
      .get('gateways')
      .items()
      .flatMap((field) => {
        const written = field.text();
        if (written === undefined || written.value === MESH) return [];
        const [first = '', second] = written.value.split('/');
        // A name alone means the VirtualService's own namespace; `./name` says so.
        const stated = second === undefined || first === '.' ? resource.namespace : first;
        return [{ name: written.with(second ?? first), namespace: stated }];
      }),
  };
}

/** Pods of a host that a DestinationRule tells apart by further labels. */
export interface Subset {
  readonly name: Located<string>;
  readonly labels: Labels;
}

/** Istio's DestinationRule: what happens to traffic for a host, and into which subsets it is divided. */
export interface DestinationRule {
  readonly resource: Resource;
  readonly host: Located<string>;
  readonly subsets: readonly Subset[];
}

/** Undefined for resources that are no DestinationRules, and without a host. */
export function readDestinationRule(resource: Resource): DestinationRule | undefined {
  if (!isResource(resource, 'networking.istio.io', 'DestinationRule')) return undefined;
  const spec = resource.fields.get('spec');
  const host = spec.get('host').text();
  if (host === undefined) return undefined;
  const subsets = spec
    .get('subsets')
    .items()
    .flatMap((subset) => {
      const name = subset.get('name').text();
      return name === undefined ? [] : [{ name, labels: readLabels(subset.get('labels')) }];
    });
  return { resource, host, subsets };
}

/** A subset that a VirtualService sends traffic to. */
export interface SubsetRef {
  readonly from: Resource;
  readonly host: string;
  readonly subset: Located<string>;
}

/** None for resources that are no VirtualServices. */
export function readSubsetRefs(resource: Resource): readonly SubsetRef[] {
  if (!isResource(resource, 'networking.istio.io', 'VirtualService')) return [];
  return readDestinations(resource).flatMap((destination) => {
    const host = destination.get('host').text()?.value;
    const subset = destination.get('subset').text();
    return host === undefined || subset === undefined ? [] : [{ from: resource, host, subset }];
  });
}

/** All `destination` fields of a VirtualService, mirrors included. */
export function readDestinations(resource: Resource): readonly Field[] {
  const spec = resource.fields.get('spec');
  return ['http', 'tcp', 'tls']
    .flatMap((protocol) => spec.get(protocol).items())
    .flatMap((rule) => [
      ...rule
        .get('route')
        .items()
        .map((route) => route.get('destination')),
      rule.get('mirror'),
      ...rule
        .get('mirrors')
        .items()
        .map((mirror) => mirror.get('destination')),
    ]);
}

/** The Service that a host of Istio means. */
export interface MeshService {
  readonly name: string;
  readonly namespace: string | undefined;
}

const FULL_HOST = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc\.[a-z0-9.-]+$/;

/**
 * A host without dots is a Service of the namespace in which it is written; any other is taken as it
 * stands, so that only the full name of a Service means one (6.6).
 */
export function readMeshHost(host: string, own: string | undefined): MeshService | undefined {
  if (!host.includes('.')) return { name: host, namespace: own };
  const [, name, namespace] = FULL_HOST.exec(host) ?? [];
  return name === undefined ? undefined : { name, namespace };
}
