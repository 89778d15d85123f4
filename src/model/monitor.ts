import type { Field, Located } from '../parse/index.ts';
import { readLabelSelector, type LabelSelector } from './label-selector.ts';
import { isResource, type Resource } from './resource.ts';

/** What a monitor scrapes of each thing that it selects. */
export interface MonitorEndpoint {
  /** The name of a port; Prometheus takes it as an anchored pattern (S-640). */
  readonly port: Located<number | string> | undefined;
  readonly at: Located<unknown>;
}

/** A ServiceMonitor: Prometheus scrapes the Pods behind the Services that it selects (S-640). */
export interface ServiceMonitor {
  readonly resource: Resource;
  readonly selector: LabelSelector | undefined;
  /** Where it looks for Services: the names of namespaces, or everywhere. */
  readonly namespaces: readonly (string | undefined)[] | 'any';
  readonly endpoints: readonly MonitorEndpoint[];
}

/** Undefined for resources that are no ServiceMonitors. */
export function readServiceMonitor(resource: Resource): ServiceMonitor | undefined {
  if (!isResource(resource, 'monitoring.coreos.com', 'ServiceMonitor')) return undefined;
  const spec = resource.fields.get('spec');
  return {
    resource,
    selector: readLabelSelector(spec.get('selector')),
    namespaces: readNamespaces(spec.get('namespaceSelector'), resource.namespace),
    endpoints: readEndpoints(spec.get('endpoints')),
  };
}

/** A PodMonitor: Prometheus scrapes the Pods that it selects, without a Service (S-640). */
export interface PodMonitor {
  readonly resource: Resource;
  readonly podSelector: LabelSelector;
  readonly namespaces: ServiceMonitor['namespaces'];
  /** Their ports are the containers'. */
  readonly endpoints: readonly MonitorEndpoint[];
}

/** Undefined for resources that are no PodMonitors, and without a selector. */
export function readPodMonitor(resource: Resource): PodMonitor | undefined {
  if (!isResource(resource, 'monitoring.coreos.com', 'PodMonitor')) return undefined;
  const spec = resource.fields.get('spec');
  const podSelector = readLabelSelector(spec.get('selector'));
  if (podSelector === undefined) return undefined;
  return {
    resource,
    podSelector,
    namespaces: readNamespaces(spec.get('namespaceSelector'), resource.namespace),
    endpoints: readEndpoints(spec.get('podMetricsEndpoints')),
  };
}

function readEndpoints(endpoints: Field): readonly MonitorEndpoint[] {
  return endpoints.items().map((endpoint) => ({
    port: endpoint.get('port').intOrString(),
    at: endpoint.anchor(),
  }));
}

/** Without a selector a monitor looks in its own namespace. */
function readNamespaces(selector: Field, own: string | undefined): ServiceMonitor['namespaces'] {
  if (selector.get('any').value() === true) return 'any';
  const names = selector
    .get('matchNames')
    .items()
    .flatMap((name) => name.text()?.value ?? []);
  return names.length > 0 ? names : [own];
}
