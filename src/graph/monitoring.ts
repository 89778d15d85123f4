import type { LabelSelector, Model, Service, ServiceMonitor, ServicePort } from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import { LabelIndex } from './label-index.ts';
import { areNeighbours } from './neighbourhood.ts';
import { found, missing, unknown, type Resolution } from './resolution.ts';
import { ScopedIndex } from './scope.ts';
import type { Surroundings } from './surroundings.ts';

/** Which Services the monitors of a run scrape, by the Services' own labels (S-640). */
export class Monitoring {
  private readonly services: LabelIndex<Service>;
  private readonly byName = new ScopedIndex<Service>();
  private readonly scraped = new Set<Service>();

  constructor(
    private readonly model: Model,
    private readonly surroundings: Surroundings,
  ) {
    this.services = new LabelIndex(this.monitors.map(({ selector }) => selector));
    for (const service of model.services) {
      const { file, labels, namespace, name } = service.resource;
      this.services.add(file.path, service, labels, namespace);
      this.byName.add(file.path, name.value, service);
    }
    for (const monitor of this.monitors) {
      for (const service of this.select(monitor)) this.scraped.add(service);
    }
  }

  /** Whether some monitor in view scrapes the Service. */
  isScraped(service: Service): boolean {
    return this.scraped.has(service);
  }

  get monitors(): readonly ServiceMonitor[] {
    return this.model.serviceMonitors;
  }

  private select({ resource, selector, namespaces }: ServiceMonitor): readonly Service[] {
    if (selector === undefined) return [];
    const selected = this.services.select(resource.file.path, selector, namespaces);
    return selected === 'all-or-none' ? [] : selected;
  }

  /**
   * The Services that a monitor selects: the nearest, where several sets lie about. Unknown where an
   * operator in view may make more of them than are written.
   */
  servicesOf(monitor: ServiceMonitor): Resolution<readonly Service[]> {
    const { resource, selector } = monitor;
    const selected = this.select(monitor);
    if (selector === undefined || selector.matchLabels.size === 0) return unknown('made-elsewhere');
    const values = valuesOf(selector);
    if (values.some(isPlaceholder)) return unknown('placeholder');
    const reason = [resource, ...selected.map((service) => service.resource)]
      .map((it) => this.surroundings.mayHide(it, values))
      .find((it) => it !== undefined);
    if (reason !== undefined) return unknown(reason);
    if (selected.length === 0) return missing(this.model.services.length);
    return selected.some((service) => areNeighbours(service.resource, resource))
      ? found(selected)
      : unknown('nothing-in-view');
  }

  /** The Service that a monitor without Services would select if it looked in its namespace. */
  missedElsewhere(monitor: ServiceMonitor): Service | undefined {
    const { resource, selector, namespaces, endpoints } = monitor;
    if (selector === undefined || selector.matchLabels.size === 0) return undefined;
    if (namespaces === 'any' || namespaces.includes(undefined)) return undefined;
    if (resource.standing !== 'applied' || this.select(monitor).length > 0) return undefined;
    const ports = endpoints.flatMap(({ port }) => port?.value ?? []);
    const everywhere = this.services.select(resource.file.path, selector, 'any');
    if (everywhere === 'all-or-none') return undefined;
    return everywhere.find(
      (service) =>
        service.resource.standing === 'applied' &&
        areNeighbours(service.resource, resource) &&
        !this.scraped.has(service) &&
        ports.every((port) => hasPortNamed(service, String(port))),
    );
  }

  /**
   * The Service that a monitor without Services is meant for: one that bears its name, or the name
   * that the selector asks for, that has every port it wants, and that nothing else scrapes.
   */
  nearMissOf(monitor: ServiceMonitor): Service | undefined {
    const { resource, selector, namespaces } = monitor;
    const ports = monitor.endpoints.flatMap(({ port }) => port?.value ?? []);
    if (selector === undefined || selector.matchLabels.size === 0 || ports.length === 0) {
      return undefined;
    }
    if (resource.standing !== 'applied' || valuesOf(selector).some(isPlaceholder)) return undefined;
    if (this.select(monitor).length > 0) return undefined;
    const names = [resource.name.value, ...valuesOf(selector)];
    const candidates = this.byName.nearest(resource.file.path, (lookUp) => {
      const meant = names
        .flatMap((name) => lookUp(name))
        .filter(
          (service) =>
            service.resource.standing === 'applied' &&
            areNeighbours(service.resource, resource) &&
            !this.scraped.has(service) &&
            isPlaced(service.resource.namespace, namespaces) &&
            ports.every((port) => hasPortNamed(service, String(port))),
        );
      return meant.length > 0 ? new Set(meant) : undefined;
    });
    const [only, another] = candidates ?? [];
    return another === undefined ? only : undefined;
  }
}

/** Whether an endpoint's `port`, an anchored pattern, fits the name of one of the Service's ports. */
export function hasPortNamed(service: Service, wanted: string): boolean {
  return findPortNamed(service, wanted) !== undefined;
}

/** The first port of the Service whose name an endpoint's `port` fits. */
export function findPortNamed({ ports }: Service, wanted: string): ServicePort | undefined {
  const pattern = /^[\w-]*$/.test(wanted) ? undefined : patternOf(wanted);
  return ports.find(({ name }) => {
    if (name === undefined) return false;
    return (
      name.value === wanted || isPlaceholder(name.value) || (pattern?.test(name.value) ?? false)
    );
  });
}

/** Undefined for what is no pattern in our language; Prometheus's is a subset of it. */
function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    return undefined;
  }
}

function valuesOf({ matchLabels }: LabelSelector): readonly string[] {
  return [...matchLabels.values()].map(({ value }) => value.value);
}

function isPlaced(
  namespace: string | undefined,
  namespaces: readonly (string | undefined)[] | 'any',
): boolean {
  return (
    namespaces === 'any' ||
    namespace === undefined ||
    namespaces.some((name) => name === undefined || name === namespace)
  );
}
