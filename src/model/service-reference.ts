import type { Field, Located } from '../parse/index.ts';
import { readBackendRef, readBackendRefs, type BackendRef } from './gateway.ts';
import type { Resource } from './resource.ts';
import { readDestinations, readMeshHost } from './virtual-service.ts';

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
  readonly family: ReferenceFamily;
}

/**
 * What sort of object names the Service: something that takes traffic from outside the cluster, a route
 * of the Gateway API or of a mesh, the API server's own calls, or whatever brings no such traffic.
 */
export type ReferenceFamily = 'ingress' | 'route' | 'api-server' | 'delivery';

/** A backend of an Ingress that is not a Service: `resource`, or made by an annotation (S-608). */
const ANNOTATION_PORT = 'use-annotation';

type Reading = Omit<ServiceReference, 'family'>;
type Reader = (resource: Resource) => Reading[];

const GATEWAY = 'gateway.networking.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

/** Which kinds name Services, of what family they are, and how each is read. */
const READERS: ReadonlyMap<string, readonly [ReferenceFamily, Reader]> = new Map([
  ['networking.k8s.io/Ingress', ['ingress', readIngress]],
  ['extensions/Ingress', ['ingress', readIngress]],
  [`${GATEWAY}/HTTPRoute`, ['route', (resource) => readRoute(resource, true)]],
  [`${GATEWAY}/GRPCRoute`, ['route', (resource) => readRoute(resource, true)]],
  [`${GATEWAY}/TLSRoute`, ['route', (resource) => readRoute(resource, false)]],
  [`${GATEWAY}/TCPRoute`, ['route', (resource) => readRoute(resource, false)]],
  [`${GATEWAY}/UDPRoute`, ['route', (resource) => readRoute(resource, false)]],
  ...['traefik.io', 'traefik.containo.us'].flatMap(
    (group): [string, [ReferenceFamily, Reader]][] => [
      [`${group}/IngressRoute`, ['ingress', (resource) => readTraefik(resource, true)]],
      [`${group}/IngressRouteTCP`, ['ingress', (resource) => readTraefik(resource, false)]],
      [`${group}/IngressRouteUDP`, ['ingress', (resource) => readTraefik(resource, false)]],
    ],
  ),
  ['networking.istio.io/VirtualService', ['route', readVirtualService]],
  ['projectcontour.io/HTTPProxy', ['route', readHttpProxy]],
  ['route.openshift.io/Route', ['route', readOpenShiftRoute]],
  [`${ADMISSION}/ValidatingWebhookConfiguration`, ['api-server', readWebhooks]],
  [`${ADMISSION}/MutatingWebhookConfiguration`, ['api-server', readWebhooks]],
  ['apiregistration.k8s.io/APIService', ['api-server', readApiService]],
  ['apiextensions.k8s.io/CustomResourceDefinition', ['api-server', readConversion]],
  ['elbv2.k8s.aws/TargetGroupBinding', ['delivery', readTargetGroupBinding]],
  ['argoproj.io/Rollout', ['delivery', readRollout]],
]);

/** All places where a resource names Services. */
export function readServiceReferences(resource: Resource): ServiceReference[] {
  const entry = READERS.get(`${resource.group}/${resource.kind}`);
  if (entry === undefined) return [];
  const [family, read] = entry;
  return read(resource).map((reading) => ({ ...reading, family }));
}

/** All Ingress versions: `backend.service` of v1, `serviceName`/`servicePort` before (S-601, S-615). */
function readIngress(resource: Resource): Reading[] {
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
  return backends.flatMap((backend) => readIngressBackend(backend, resource) ?? []);
}

/** One backend of an Ingress; undefined where it is none, or no Service. */
export function readIngressBackend(
  backend: Field,
  resource: Resource,
): ServiceReference | undefined {
  if (!backend.exists) return undefined;
  const service = backend.get('service');
  const name = service.get('name').text() ?? backend.get('serviceName').text();
  if (name === undefined) return undefined;
  const portField = service.get('port');
  const port =
    portField.get('name').text() ??
    portField.get('number').intOrString() ??
    backend.get('servicePort').intOrString();
  if (port?.value === ANNOTATION_PORT) return undefined;
  return {
    from: resource,
    name,
    namespace: resource.namespace,
    port,
    at: backend.anchor(),
    isHttp: true,
    family: 'ingress',
  };
}

/** Services that Gateway API routes name, mirrors included (S-620, S-623). */
function readRoute(resource: Resource, isHttp: boolean): ServiceReference[] {
  return readBackendRefs(resource).flatMap((ref) => routeReference(ref, resource, isHttp) ?? []);
}

/** One `backendRef` of a Gateway API route; undefined where it names no Service. */
export function readRouteBackend(
  field: Field,
  resource: Resource,
  isHttp: boolean,
): ServiceReference | undefined {
  const ref = readBackendRef(field, resource);
  return ref && routeReference(ref, resource, isHttp);
}

function routeReference(
  { group, kind, ...ref }: BackendRef,
  from: Resource,
  isHttp: boolean,
): ServiceReference | undefined {
  if (kind !== 'Service' || group !== '') return undefined;
  return { ...ref, from, isHttp, family: 'route' };
}

/** `services` of Traefik routes; `TraefikService` and `@provider` names are not Services (6.6). */
function readTraefik(resource: Resource, isHttp: boolean): Reading[] {
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

/** Destinations of Istio. */
function readVirtualService(resource: Resource): Reading[] {
  return readDestinations(resource).flatMap((destination) => {
    const host = destination.get('host').text();
    const service = host && readMeshHost(host.value, resource.namespace);
    if (host === undefined || service === undefined) return [];
    return [
      {
        from: resource,
        name: host.with(service.name),
        namespace: service.namespace,
        port: destination.get('port').get('number').intOrString(),
        at: destination.anchor(),
        isHttp: false,
      },
    ];
  });
}

/** `services` of Contour's HTTPProxy: same namespace, the port a number (6.6). */
function readHttpProxy(resource: Resource): Reading[] {
  const spec = resource.fields.get('spec');
  const services = [
    ...spec
      .get('routes')
      .items()
      .flatMap((route) => route.get('services').items()),
    ...spec.get('tcpproxy').get('services').items(),
  ];
  return services.flatMap((service) => readSimple(service, resource, service.get('port')));
}

/** `to` and `alternateBackends` of OpenShift's Route; a numeric port there is the Pods' (6.6). */
function readOpenShiftRoute(resource: Resource): Reading[] {
  const spec = resource.fields.get('spec');
  const port = spec.get('port').get('targetPort');
  return [spec.get('to'), ...spec.get('alternateBackends').items()]
    .filter((target) => (target.get('kind').value() ?? 'Service') === 'Service')
    .flatMap((target) => readSimple(target, resource, port))
    .map((reading) => ({
      ...reading,
      port: typeof reading.port?.value === 'number' ? undefined : reading.port,
    }));
}

function readSimple(service: Field, resource: Resource, port: Field): Reading[] {
  const name = service.get('name').text();
  if (name === undefined) return [];
  return [
    {
      from: resource,
      name,
      namespace: resource.namespace,
      port: port.intOrString(),
      at: service.anchor(),
      isHttp: false,
    },
  ];
}

/** `clientConfig.service` of admission webhooks (S-631). */
function readWebhooks(resource: Resource): Reading[] {
  return resource.fields
    .get('webhooks')
    .items()
    .flatMap((webhook) =>
      readApiServerTarget(webhook.get('clientConfig').get('service'), resource),
    );
}

/** The Service that serves an aggregated API (S-630). */
function readApiService(resource: Resource): Reading[] {
  return readApiServerTarget(resource.fields.get('spec').get('service'), resource);
}

/** The webhook that converts between versions of a custom resource (S-631); v1beta1 has no `webhook`. */
function readConversion(resource: Resource): Reading[] {
  const conversion = resource.fields.get('spec').get('conversion');
  return [
    conversion.get('webhook').get('clientConfig'),
    conversion.get('webhookClientConfig'),
  ].flatMap((client) => readApiServerTarget(client.get('service'), resource));
}

/** Where no port is written, the API server dials 443 of the Service. */
const API_SERVER_PORT = 443;

function readApiServerTarget(service: Field, resource: Resource): Reading[] {
  const name = service.get('name').text();
  if (name === undefined) return [];
  const port = service.get('port');
  return [
    {
      from: resource,
      name,
      namespace: service.get('namespace').text()?.value,
      port: port.intOrString() ?? service.located(API_SERVER_PORT),
      at: service.anchor(),
      isHttp: false,
    },
  ];
}

/** The Service whose Pods an AWS target group takes (6.6). */
function readTargetGroupBinding(resource: Resource): Reading[] {
  const service = resource.fields.get('spec').get('serviceRef');
  return readSimple(service, resource, service.get('port'));
}

/** The Services that an Argo Rollout moves between its versions (6.6). */
function readRollout(resource: Resource): Reading[] {
  const strategy = resource.fields.get('spec').get('strategy');
  const [blueGreen, canary] = [strategy.get('blueGreen'), strategy.get('canary')];
  return [
    blueGreen.get('activeService'),
    blueGreen.get('previewService'),
    canary.get('stableService'),
    canary.get('canaryService'),
  ].flatMap((field) => {
    const name = field.text();
    if (name === undefined) return [];
    return [
      {
        from: resource,
        name,
        namespace: resource.namespace,
        port: undefined,
        at: field.anchor(),
        isHttp: false,
      },
    ];
  });
}
