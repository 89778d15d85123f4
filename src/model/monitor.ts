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
    endpoints: spec
      .get('endpoints')
      .items()
      .map((endpoint) => ({
        port: endpoint.get('port').intOrString(),
        at: endpoint.anchor(),
      })),
  };
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
