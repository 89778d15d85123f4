import type { Field, Located } from '../parse/index.ts';
import type { Resource } from './resource.ts';

/**
 * A place where a resource names a Service: an Ingress backend, a route's backendRef, a webhook …
 * The port is always the Service's port, by name or number, never the Pod's (S-601, S-620).
 */
export interface ServiceReference {
  readonly from: Resource;
  readonly name: Located<string>;
  /** The Service's namespace; undefined when the referrer's own is unknown. */
  readonly namespace: string | undefined;
  readonly port: Located<number | string> | undefined;
  /** The place of the reference as a whole. */
  readonly at: Located<unknown>;
  /** Whether HTTP goes this way for certain. */
  readonly isHttp: boolean;
}

/** A backend of an Ingress that is not a Service: `resource`, or made by an annotation (S-608). */
const ANNOTATION_PORT = 'use-annotation';

type Reader = (resource: Resource) => ServiceReference[];

const GATEWAY = 'gateway.networking.k8s.io';

/** Which kinds name Services, and how each is read. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['networking.k8s.io/Ingress', readIngress],
  ['extensions/Ingress', readIngress],
  [`${GATEWAY}/HTTPRoute`, (resource) => readRoute(resource, true)],
  [`${GATEWAY}/GRPCRoute`, (resource) => readRoute(resource, true)],
  [`${GATEWAY}/TLSRoute`, (resource) => readRoute(resource, false)],
  [`${GATEWAY}/TCPRoute`, (resource) => readRoute(resource, false)],
  [`${GATEWAY}/UDPRoute`, (resource) => readRoute(resource, false)],
  ['traefik.io/IngressRoute', (resource) => readTraefik(resource, true)],
  ['traefik.io/IngressRouteTCP', (resource) => readTraefik(resource, false)],
  ['traefik.io/IngressRouteUDP', (resource) => readTraefik(resource, false)],
  ['traefik.containo.us/IngressRoute', (resource) => readTraefik(resource, true)],
  ['traefik.containo.us/IngressRouteTCP', (resource) => readTraefik(resource, false)],
  ['traefik.containo.us/IngressRouteUDP', (resource) => readTraefik(resource, false)],
]);

export function readServiceReferences(resource: Resource): ServiceReference[] {
  return READERS.get(`${resource.group}/${resource.kind}`)?.(resource) ?? [];
}

/** All Ingress versions: `backend.service` of v1, `serviceName`/`servicePort` before (S-601, S-615). */
function readIngress(resource: Resource): ServiceReference[] {
  const spec = resource.fields.get('spec');
  const backends = [
    spec.get('defaultBackend'),
    spec.get('backend'),
    ...spec
      .get('rules')
      .items()
      .flatMap((rule) =>
        rule
          .get('http')
          .get('paths')
          .items()
          .map((path) => path.get('backend')),
      ),
  ];
  return backends.flatMap((backend) => {
    if (!backend.exists) return [];
    const service = backend.get('service');
    const name = service.get('name').text() ?? backend.get('serviceName').text();
    if (name === undefined) return [];
    const portField = service.get('port');
    const port =
      portField.get('name').text() ??
      portField.get('number').intOrString() ??
      backend.get('servicePort').intOrString();
    if (port?.value === ANNOTATION_PORT) return [];
    return [
      {
        from: resource,
        name,
        namespace: resource.namespace,
        port,
        at: backend.anchor(),
        isHttp: true,
      },
    ];
  });
}

/** `backendRefs` of Gateway API routes whose kind is Service (S-620). */
function readRoute(resource: Resource, isHttp: boolean): ServiceReference[] {
  return resource.fields
    .get('spec')
    .get('rules')
    .items()
    .flatMap((rule) => rule.get('backendRefs').items())
    .flatMap((ref) => {
      const kind = ref.get('kind').value() ?? 'Service';
      const group = ref.get('group').value() ?? '';
      const name = ref.get('name').text();
      if (kind !== 'Service' || group !== '' || name === undefined) return [];
      return [
        {
          from: resource,
          name,
          namespace: ref.get('namespace').text()?.value ?? resource.namespace,
          port: ref.get('port').intOrString(),
          at: ref.anchor(),
          isHttp,
        },
      ];
    });
}

/** `services` of Traefik routes; `TraefikService` and `@provider` names are not Services (6.6). */
function readTraefik(resource: Resource, isHttp: boolean): ServiceReference[] {
  return resource.fields
    .get('spec')
    .get('routes')
    .items()
    .flatMap((route) => route.get('services').items())
    .flatMap((service: Field) => {
      const name = service.get('name').text();
      const kind = service.get('kind').value() ?? 'Service';
      if (name === undefined || kind !== 'Service' || name.value.includes('@')) return [];
      return [
        {
          from: resource,
          name,
          namespace: service.get('namespace').text()?.value ?? resource.namespace,
          port: service.get('port').intOrString(),
          at: service.anchor(),
          isHttp,
        },
      ];
    });
}
