import { Resolver, type Cluster, type Resolution, type ZoneOptions } from '../cluster/index.ts';
import {
  formatPort,
  precedenceOf,
  takesHost,
  takesRequest,
  type HttpPath,
  type Resource,
  type ServiceReference,
  type Workload,
} from '../model/index.ts';
import { nearest } from './nearest.ts';
import { broken, hop, toTrace, unknownHop, type Hop, type Path, type Trace } from './hop.ts';
import { traceService } from './service-path.ts';
import { tellPlaces } from './story.ts';
import { parseTarget, type Target } from './target.ts';

export interface TraceOptions {
  /** Whose names are meant where a target states no namespace, and where names are asked. */
  readonly namespace: string;
  readonly zone: ZoneOptions;
}

/** Follows a request from its target to the containers that would get it, hop by hop. */
export function trace(cluster: Cluster, text: string, options: TraceOptions): Trace {
  const target = parseTarget(text, options.namespace, cluster);
  switch (target.form) {
    case 'request':
      return toTrace(text, traceRequest(cluster, target.host, target.path));
    case 'service':
      return toTrace(
        text,
        traceService(cluster, { ...target, from: undefined, at: undefined }),
        placeNotes(cluster, target.namespace, target.name),
      );
    case 'object':
      return toTrace(text, traceObject(cluster, target));
    case 'name':
      return toTrace(text, traceName(cluster, target.name, target.port, options));
  }
}

function placeNotes(cluster: Cluster, namespace: string, name: string): string[] {
  const resource = cluster.find('', 'Service', namespace, name);
  const note = resource === undefined ? undefined : tellPlaces(cluster.placesOf(resource));
  return note === undefined ? [] : [note];
}

/** The most specific path wins; equals all get their share, or the implementation picks (S-606). */
function traceRequest(cluster: Cluster, host: string, path: string): Path[] {
  const all = cluster.httpPaths;
  const taking = all.filter((it) => takesRequest(it, host, path));
  const best = Math.max(...taking.map(precedenceOf));
  const winners = taking.filter((it) => precedenceOf(it) === best);
  if (winners.length === 0) return [{ hops: [noRoute(all, host, path)] }];
  return winners.flatMap((winner) => traceHttpPath(cluster, winner));
}

function noRoute(all: readonly HttpPath[], host: string, path: string): Hop {
  const hosts = [...new Set(all.flatMap((it) => it.host ?? []))];
  const ofHost = all.filter((it) => takesHost(it, host));
  const [first] = ofHost;
  if (first === undefined) {
    const similar = nearest(host, hosts);
    const mend =
      similar !== undefined
        ? `did you mean ${similar}?`
        : hosts.length > 0
          ? `the hosts are ${hosts.slice(0, 8).join(', ')}`
          : 'nothing given is an Ingress or an HTTPRoute with a host';
    return broken(
      'route',
      `no Ingress or HTTPRoute takes the host ${host}`,
      undefined,
      undefined,
      mend,
    );
  }
  const paths = [...new Set(ofHost.map((it) => it.path))].slice(0, 8).join(', ');
  return broken(
    'route',
    `nothing takes ${path} of host ${host}`,
    first.from,
    first.at,
    `the paths of this host are ${paths}`,
  );
}

function traceHttpPath(cluster: Cluster, httpPath: HttpPath): Path[] {
  const { from, host, path, isDefault, hasConditions, backends, at } = httpPath;
  const who = `${from.kind} ${from.namespace ?? 'default'}/${from.name.value}`;
  const what = isDefault ? 'default backend' : `${host ?? 'any host'}${path}`;
  const more = hasConditions ? ', under conditions' : '';
  const routeHop = hop('route', `${who}: ${what}${more}`, from, at);
  if (backends.length === 0) {
    return [{ hops: [routeHop, unknownHop('service', 'it names no Service', from, at)] }];
  }
  return backends.flatMap((backend) => behind(routeHop, traceReference(cluster, backend)));
}

function traceReference(cluster: Cluster, reference: ServiceReference, only?: Workload): Path[] {
  const { from, name, namespace, port, at } = reference;
  const target = {
    namespace: namespace ?? 'default',
    name: name.value,
    port: port === undefined ? undefined : String(port.value),
    from,
    at: port ?? at,
  };
  const text = port === undefined ? name.value : `${name.value}, port ${formatPort(port.value)}`;
  return behind(
    hop('name', `sends to Service ${text}`, from, at),
    traceService(cluster, target, only),
  );
}

function behind(first: Hop, paths: readonly Path[]): Path[] {
  return paths.map(({ hops }) => ({ hops: [first, ...hops] }));
}

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['Pod', ''],
  ['ReplicationController', ''],
  ['Ingress', 'networking.k8s.io'],
  ['HTTPRoute', 'gateway.networking.k8s.io'],
  ['Job', 'batch'],
  ['CronJob', 'batch'],
]);

function traceObject(
  cluster: Cluster,
  { kind, namespace, name }: Extract<Target, { form: 'object' }>,
): Path[] {
  const resource = cluster.find(GROUPS.get(kind) ?? 'apps', kind, namespace, name);
  if (resource === undefined) {
    const text = `there is no ${kind} ${name} in namespace ${namespace}`;
    return [
      {
        hops: [
          broken('name', text, undefined, undefined, mendObject(cluster, kind, namespace, name)),
        ],
      },
    ];
  }
  const workload = cluster.asWorkload(resource);
  if (workload !== undefined) return traceWorkload(cluster, workload);
  const paths = cluster.httpPaths.filter(({ from }) => from === resource);
  return paths.flatMap((it) => traceHttpPath(cluster, it));
}

function mendObject(cluster: Cluster, kind: string, namespace: string, name: string): string {
  const names = cluster.objects
    .filter(({ resource }) => resource.kind === kind && resource.namespace === namespace)
    .map(({ resource }) => resource.name.value);
  const similar = nearest(name, names);
  if (similar !== undefined) return `did you mean ${similar}?`;
  return names.length > 0 ? `there are ${names.slice(0, 8).join(', ')}` : 'none is given';
}

/** Every way that leads to a workload: its Services, and what names them. */
function traceWorkload(cluster: Cluster, workload: Workload): Path[] {
  const { resource, template } = workload;
  const services = cluster
    .servicesIn(resource.namespace ?? 'default')
    .filter((service) => cluster.selectedPods(service).some((pod) => pod.workload === workload));
  if (services.length === 0) return [{ hops: [unselected(resource, template.labelsAt)] }];
  return services.flatMap((service) => {
    const { name } = service.resource;
    const namespace = service.resource.namespace ?? 'default';
    const incoming = cluster.httpPaths.flatMap((httpPath) =>
      httpPath.backends
        .filter((it) => it.name.value === name.value && (it.namespace ?? 'default') === namespace)
        .flatMap((it) => {
          const host = `${httpPath.host ?? 'any host'}${httpPath.path}`;
          const route = `${httpPath.from.kind} ${namespace}/${httpPath.from.name.value}: ${host}`;
          return behind(
            hop('route', route, httpPath.from, httpPath.at),
            traceReference(cluster, it, workload),
          );
        }),
    );
    if (incoming.length > 0) return incoming;
    const target = { namespace, name: name.value, port: undefined, from: undefined, at: undefined };
    return traceService(cluster, target, workload);
  });
}

function unselected(resource: Resource, at: Hop['at']): Hop {
  const { kind, name, namespace } = resource;
  return broken(
    'service',
    `no Service selects the Pods of ${kind} ${namespace ?? 'default'}/${name.value}`,
    resource,
    at,
    'give a Service in the same namespace a selector that is part of these labels',
  );
}

/** A name is resolved first; what it leads to is followed with the port. */
function traceName(
  cluster: Cluster,
  name: string,
  port: string | undefined,
  { namespace, zone }: TraceOptions,
): Path[] {
  const asker = { namespace, workload: undefined };
  const resolution = new Resolver(cluster, zone).resolve(name, 'A', asker);
  const service = resolution.reply?.service;
  if (resolution.status !== 'found') return [{ hops: [unresolved(name, namespace, resolution)] }];
  const text = `${name}, asked in namespace ${namespace}, is ${resolution.asked ?? name}`;
  const resource = service?.service?.resource;
  const nameHop = hop('name', text, resource, resource?.name);
  if (service?.service === undefined) {
    const is = resolution.answers.map((it) => it.is).join(', ');
    return [{ hops: [nameHop, hop('outside', is, undefined, undefined)] }];
  }
  const target = {
    namespace: service.namespace,
    name: service.name,
    from: resource,
    at: resource?.name,
  };
  // Behind a headless Service the client dials the Pod's own port (S-361).
  const servicePort = service.form === 'headless' ? headlessPort(service, port) : port;
  return behind(nameHop, traceService(cluster, { ...target, port: servicePort }));
}

function headlessPort(
  service: NonNullable<NonNullable<Resolution['reply']>['service']>,
  port: string | undefined,
): string | undefined {
  const used = service.endpoints
    .flatMap(({ ports }) => ports)
    .find((it) => String(it.port) === port && it.name !== '');
  return used === undefined ? port : used.name;
}

function unresolved(
  name: string,
  namespace: string,
  { status, tried, reply, notes }: Resolution,
): Hop {
  const resource = reply?.service?.service?.resource;
  const text = `${name} does not resolve in namespace ${namespace}: ${reply?.why ?? 'no answer'}`;
  if (status === 'unknown') return unknownHop('name', text, resource, resource?.name);
  const mend = notes[0] ?? `tried ${tried.map((it) => it.name).join(' ')}`;
  return broken('name', text, resource, resource?.name, mend);
}
