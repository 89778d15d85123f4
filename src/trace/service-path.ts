import type { Cluster, Endpoint } from '../cluster/index.ts';
import {
  describeServicePort,
  findNamedPort,
  formatLabels,
  servedPorts,
  servicePortName,
  type Resource,
  type Service,
  type ServicePort,
  type Workload,
} from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import { nearest } from './nearest.ts';
import { broken, hop, unknownHop, type Hop, type Path } from './hop.ts';

/** Where a Service is named, for the words of a broken hop. */
export interface ServiceTarget {
  readonly namespace: string;
  readonly name: string;
  /** A name or a number; undefined asks for all ports. */
  readonly port: string | undefined;
  /** Who names it, and where. */
  readonly from: Resource | undefined;
  readonly at: Located<unknown> | undefined;
}

/** From a Service to the containers behind it; one path per port and workload. */
export function traceService(cluster: Cluster, target: ServiceTarget, only?: Workload): Path[] {
  const { namespace, name, port, from, at } = target;
  const service = cluster.service(namespace, name);
  if (service === undefined) {
    return [{ hops: [missingService(cluster, target)] }];
  }
  const serviceHop = hop(
    'service',
    describeService(service),
    service.resource,
    service.resource.name,
  );
  if (service.type.value === 'ExternalName') {
    const to = service.externalName;
    return [
      {
        hops: [
          serviceHop,
          hop(
            'outside',
            `an alias for ${to?.value ?? '?'}: DNS sends the client there`,
            service.resource,
            to,
          ),
        ],
      },
    ];
  }
  const ports = service.ports.filter((it) => port === undefined || isPort(it, port));
  if (ports.length === 0 && (port !== undefined || !service.isHeadless)) {
    const text = `Service ${namespace}/${name} has no port ${port ?? ''}`;
    return [
      { hops: [serviceHop, broken('port', text, from ?? service.resource, at, mendPort(service))] },
    ];
  }
  const empty = whyEmpty(cluster, service);
  if (empty !== undefined) return [{ hops: [serviceHop, empty] }];
  if (ports.length === 0) return [{ hops: [serviceHop] }];
  return ports.flatMap((it) => tracePort(cluster, service, serviceHop, it, only));
}

function describeService({ resource, type, isHeadless }: Service): string {
  const form = isHeadless ? 'headless' : type.value;
  return `Service ${resource.namespace ?? 'default'}/${resource.name.value} (${form})`;
}

/** References name a Service's port by name or number, never the Pod's (S-601). */
function isPort(port: ServicePort, text: string): boolean {
  return String(port.port?.value) === text || servicePortName(port) === text;
}

function missingService(cluster: Cluster, { namespace, name, from, at }: ServiceTarget): Hop {
  const text = `there is no Service ${name} in namespace ${namespace}`;
  const here = cluster.servicesIn(namespace).map(({ resource }) => resource.name.value);
  const elsewhere = cluster.services.find(({ resource }) => resource.name.value === name);
  const similar = nearest(name, here);
  const mend =
    elsewhere !== undefined
      ? `there is one in namespace ${elsewhere.resource.namespace ?? 'default'}`
      : similar !== undefined
        ? `did you mean ${similar}?`
        : here.length > 0
          ? `namespace ${namespace} has ${here.slice(0, 8).join(', ')}`
          : `write a Service ${name}`;
  return broken('service', text, from, at, mend);
}

function mendPort({ ports }: Service): string {
  return ports.length === 0
    ? 'the Service has no ports at all'
    : `its ports are ${ports.map(describeServicePort).join(', ')}`;
}

/** Why nothing is behind a Service, if nothing is. */
function whyEmpty(cluster: Cluster, service: Service): Hop | undefined {
  if (cluster.endpointsOf(service).length > 0) return undefined;
  const { resource, selector, selectorAt } = service;
  const unknown = cluster.whyUnknown(service);
  if (unknown !== undefined) return unknownHop('endpoint', unknown, resource, selectorAt);
  if (selector === undefined) {
    return broken(
      'endpoint',
      'the Service has no selector, and no EndpointSlice is written for it',
      resource,
      resource.name,
      'give it a selector, or an EndpointSlice with the label kubernetes.io/service-name',
    );
  }
  const wanted = [...selector].map(([key, { value }]) => [key, value.value] as const);
  const text = `no Pod in namespace ${resource.namespace ?? 'default'} has the labels ${formatLabels(wanted)}`;
  return broken('endpoint', text, resource, selectorAt, mendSelector(cluster, service, wanted));
}

/** The workload that has most of the labels, and what it says instead of the others. */
function mendSelector(
  cluster: Cluster,
  { resource }: Service,
  wanted: readonly (readonly [string, string])[],
): string {
  let best: { workload: Workload; equal: number } | undefined;
  for (const workload of cluster.workloadsIn(resource.namespace ?? 'default')) {
    const equal = wanted.filter(([key, value]) => labelIn(workload, key) === value).length;
    const sharesKey = wanted.some(([key]) => labelIn(workload, key) !== undefined);
    if (sharesKey && (best === undefined || equal > best.equal)) best = { workload, equal };
  }
  if (best === undefined) return 'nothing given carries any of these labels';
  const { workload, equal } = best;
  const name = `${workload.resource.kind} ${workload.resource.name.value}`;
  if (equal === wanted.length) return `${name} has them, but makes no Pod now`;
  const differences = wanted
    .filter(([key, value]) => labelIn(workload, key) !== value)
    .map(([key]) => `${key}=${labelIn(workload, key) ?? '(absent)'}`);
  return `the Pods of ${name} come closest, with ${differences.join(', ')}`;
}

function labelIn({ template }: Workload, key: string): string | undefined {
  return template.labels.get(key)?.value.value;
}

function tracePort(
  cluster: Cluster,
  service: Service,
  serviceHop: Hop,
  port: ServicePort,
  only: Workload | undefined,
): Path[] {
  const { resource } = service;
  const target = port.targetPort;
  const arrow = target === undefined ? '' : ` → ${target.value}`;
  const portHop = hop('port', `port ${describeServicePort(port)}${arrow}`, resource, port.at);
  const seen = new Set<unknown>();
  const paths: Path[] = [];
  for (const endpoint of cluster.endpointsOf(service)) {
    const { pod, source } = endpoint;
    const key = pod?.workload ?? source;
    if (seen.has(key) || (only !== undefined && pod?.workload !== only)) continue;
    seen.add(key);
    const rest = pod === undefined ? writtenHops(port, endpoint) : podHops(port, pod.workload);
    paths.push({ hops: [serviceHop, portHop, ...rest] });
  }
  return paths;
}

/** A slice must say the name of the Service's port to be used for it (S-407). */
function writtenHops(port: ServicePort, { source, addresses, ports }: Endpoint): Hop[] {
  const resource = source?.resource;
  const who = `${resource?.kind ?? 'EndpointSlice'} ${resource?.name.value ?? ''}`;
  const fitting = ports.find(
    ({ name, protocol }) => name === servicePortName(port) && protocol === port.protocol.value,
  );
  if (fitting === undefined) {
    return [
      broken(
        'endpoint',
        `${who} has no port named "${servicePortName(port)}" with ${port.protocol.value}`,
        resource,
        resource?.name,
        'give its port the name of the Service port',
      ),
    ];
  }
  const where = addresses.map((it) => `${it}:${fitting.port ?? '?'}`).join(', ');
  return [hop('outside', `${who}: ${where}`, resource, resource?.name)];
}

function podHops(port: ServicePort, workload: Workload): Hop[] {
  const { resource, template } = workload;
  const who = `${resource.kind} ${resource.namespace ?? 'default'}/${resource.name.value}`;
  const podHop = hop('endpoint', `Pods of ${who}`, resource, resource.name);
  const target = port.targetPort?.value;
  const protocol = port.protocol.value;
  const ports = servedPorts(template);
  if (typeof target === 'string') {
    const found = findNamedPort(template, target, protocol);
    if (found?.containerPort !== undefined) {
      return [
        podHop,
        containerHop(
          workload,
          found.containerPort,
          `port ${found.containerPort.value} "${target}"`,
        ),
      ];
    }
    const text = `no container of ${who} has a port named "${target}" with ${protocol}`;
    return [
      podHop,
      broken('container', text, resource, port.targetPort, mendNamedPort(target, protocol, ports)),
    ];
  }
  const declared = ports.find(
    (it) => it.containerPort?.value === target && it.protocol.value === protocol,
  );
  if (declared?.containerPort !== undefined) {
    return [
      podHop,
      containerHop(workload, declared.containerPort, `port ${declared.containerPort.value}`),
    ];
  }
  const text = `port ${target ?? '?'}/${protocol}; no container declares it, which does no harm if one listens there`;
  return [podHop, hop('container', text, resource, template.labelsAt)];
}

function containerHop({ resource, template }: Workload, at: Located<number>, text: string): Hop {
  const container = template.containers.find(({ ports }) =>
    ports.some(({ containerPort }) => containerPort?.start === at.start),
  );
  return hop('container', `container ${container?.name.value ?? '?'}: ${text}`, resource, at);
}

function mendNamedPort(
  target: string,
  protocol: string,
  ports: ReturnType<typeof servedPorts>,
): string {
  const other = ports.find(({ name }) => name?.value === target);
  if (other !== undefined) {
    return `"${target}" is ${other.protocol.value} there, the Service port is ${protocol}: one of both must change`;
  }
  const names = ports.flatMap(({ name }) => name?.value ?? []);
  const similar = nearest(target, names);
  if (similar !== undefined) return `did you mean targetPort: ${similar}?`;
  if (names.length > 0) return `the named ports are ${[...new Set(names)].join(', ')}`;
  const numbers = ports.flatMap(({ containerPort }) => containerPort?.value ?? []);
  return numbers.length > 0
    ? `its ports have no names; targetPort may be a number: ${[...new Set(numbers)].join(', ')}`
    : 'its containers declare no ports; give one a name, or write a number as targetPort';
}
