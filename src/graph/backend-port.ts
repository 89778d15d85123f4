import type { Service, ServicePort, ServiceReference } from '../model/index.ts';
import { isPlaceholder, type Located } from '../parse/index.ts';
import { areNeighbours } from './neighbourhood.ts';

/** A port that a reference names and that no Service has which it may mean. */
export interface LackedPort {
  readonly reference: ServiceReference;
  readonly port: Located<number | string>;
  readonly service: Service;
  /** The Service's ports that lead to such a port of the Pods: one of them was meant (S-601). */
  readonly leading: readonly ServicePort[];
  /** The Service's port of that number, where the reference wrote it in quotes: a name (S-615). */
  readonly asNumber: ServicePort | undefined;
}

/** The port that `reference` lacks on all of the Services that it may mean. */
export function findLackedPort(
  reference: ServiceReference,
  services: readonly Service[],
  targetsOf: (service: Service, port: ServicePort) => readonly (string | number)[],
  isOnlyOne: (name: string) => boolean,
): LackedPort | undefined {
  const { port } = reference;
  const [service] = services;
  if (port === undefined || service === undefined || isPlaceholder(String(port.value))) {
    return undefined;
  }
  if (!isCertain(reference, service) && !isOnlyOne(reference.name.value)) return undefined;
  if (services.some((it) => mayHavePort(it, port.value))) return undefined;
  return {
    reference,
    port,
    service,
    leading: service.ports.filter((it) => targetsOf(service, it).includes(port.value)),
    asNumber:
      typeof port.value === 'string'
        ? service.ports.find((it) => String(it.port?.value) === port.value)
        : undefined,
  };
}

/** A Service of that name far off, in a namespace that nobody states, may be another one. */
function isCertain({ from, namespace }: ServiceReference, { resource }: Service): boolean {
  const isSame = namespace !== undefined && namespace === resource.namespace;
  return isSame || areNeighbours(from, resource);
}

/** Also true where its ports cannot be read, or are changed before they are applied. */
function mayHavePort({ ports, type, resource }: Service, wanted: number | string): boolean {
  if (resource.standing === 'kustomize-member') return true;
  // An ExternalName needs no ports (S-607).
  if (type.value === 'ExternalName' && ports.length === 0) return true;
  return ports.some(
    ({ name, port }) =>
      port === undefined ||
      isPlaceholder(name?.value ?? '') ||
      (typeof wanted === 'number' ? port.value === wanted : name?.value === wanted),
  );
}
