import type { HostMention, Service, ServicePort } from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import type { HostUse } from './host-resolution.ts';

/** A port beside the name of a Service that has no such port. */
export interface HostPortFault {
  readonly use: HostUse;
  /** The port that is dialled: written, or the default of the URL's scheme. */
  readonly dialled: number;
  readonly service: Service;
  /** What the number is instead. */
  readonly is: 'node-port' | 'target-port' | 'no-port';
  /** The port of the Service that it leads to, or the only one. */
  readonly right: ServicePort | undefined;
}

/** What a port of a Service leads to on its Pods, as names and numbers. */
export type TargetsOf = (service: Service, port: ServicePort) => readonly (string | number)[];

/** Undefined where a Service may well serve the port. */
export function judgeHostPort(use: HostUse, targetsOf: TargetsOf): HostPortFault | undefined {
  const { mention, answer } = use;
  const wanted = mention.port?.value ?? defaultPort(mention);
  if (answer.status !== 'found' || !answer.isCertain || wanted === undefined) return undefined;
  const { services } = answer;
  if (services.some((service) => mayServe(service, wanted))) return undefined;
  for (const service of services) {
    const right = service.ports.find(({ nodePort }) => nodePort?.value === wanted);
    if (right !== undefined) return { use, dialled: wanted, service, is: 'node-port', right };
  }
  for (const service of services) {
    const right = service.ports.find((port) => targetsOf(service, port).includes(wanted));
    if (right !== undefined) return { use, dialled: wanted, service, is: 'target-port', right };
  }
  const [service] = services;
  if (service === undefined) return undefined;
  const right = service.ports.length === 1 ? service.ports[0] : undefined;
  return { use, dialled: wanted, service, is: 'no-port', right };
}

/** Where a URL names no port and goes on with a path, so that nothing can be put behind the host. */
function defaultPort({ scheme, form, isComplete }: HostMention): number | undefined {
  if (form !== 'url' || !isComplete) return undefined;
  if (scheme === 'http' || scheme === 'ws') return 80;
  return scheme === 'https' || scheme === 'wss' ? 443 : undefined;
}

/**
 * Also true where the ports are not all known, and where they decide nothing: behind a headless
 * Service clients dial the Pod's port (S-361), behind an alias the other side's (S-363).
 */
function mayServe({ isHeadless, type, ports, resource }: Service, wanted: number): boolean {
  if (isHeadless || type.value === 'ExternalName' || resource.standing === 'kustomize-member')
    return true;
  return (
    ports.length === 0 ||
    ports.some(
      ({ port, name }) =>
        port === undefined || port.value === wanted || isPlaceholder(name?.value ?? ''),
    )
  );
}
