import {
  findNamedPort,
  servicePortName,
  type ManualEndpoints,
  type Service,
  type ServicePort,
} from '../model/index.ts';
import type { Pod } from './pod.ts';

/** A port of an endpoint: the number that the Pod is dialled on. */
export interface EndpointPort {
  /** Empty for the only, unnamed port of a Service. */
  readonly name: string;
  readonly protocol: string;
  readonly port: number | undefined;
  readonly appProtocol: string | undefined;
}

/** Something behind a Service: a Pod, or addresses that somebody wrote down. */
export interface Endpoint {
  readonly pod: Pod | undefined;
  /** Where the addresses are written; undefined for a Pod. */
  readonly source: ManualEndpoints | undefined;
  /** Known for written endpoints only. */
  readonly addresses: readonly string[];
  /** The name that it has below the Service's own (S-405). */
  readonly hostname: string | undefined;
  /** Empty where no port of the Service resolves: such an endpoint gets no traffic (S-235). */
  readonly ports: readonly EndpointPort[];
  readonly isReady: boolean;
  readonly published: 'ready' | 'always';
}

/** The endpoint that the controller makes of a Pod that the Service selects (S-401, S-405). */
export function podEndpoint(service: Service, pod: Pod): Endpoint {
  const isNamed = pod.hostname !== undefined && pod.subdomain === service.resource.name.value;
  return {
    pod,
    source: undefined,
    addresses: [],
    hostname: isNamed && pod.hostname !== '' ? pod.hostname : undefined,
    ports: service.ports.flatMap((port) => resolvePort(port, pod) ?? []),
    isReady: true,
    published: service.publishesNotReady ? 'always' : 'ready',
  };
}

/** A number stands for itself; a name must be found on the Pod, with its protocol (S-230, S-231). */
function resolvePort(port: ServicePort, pod: Pod): EndpointPort | undefined {
  const target = port.targetPort?.value;
  const protocol = port.protocol.value;
  const number =
    typeof target === 'string'
      ? findNamedPort(pod.workload.template, target, protocol)?.containerPort?.value
      : target;
  if (number === undefined || !Number.isInteger(number)) return undefined;
  return {
    name: servicePortName(port),
    protocol,
    port: number,
    appProtocol: port.appProtocol?.value,
  };
}

/** The endpoints that somebody wrote. */
export function manualEndpoints(source: ManualEndpoints): Endpoint[] {
  return source.groups.flatMap(({ ports, endpoints }) =>
    endpoints.map((endpoint) => ({
      pod: undefined,
      source,
      addresses: endpoint.addresses,
      hostname: endpoint.hostname === '' ? undefined : endpoint.hostname,
      ports,
      isReady: endpoint.isReady,
      published: 'ready' as const,
    })),
  );
}
