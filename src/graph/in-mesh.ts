import { isResource, type Resource, type Service } from '../model/index.ts';
import type { Graph } from './graph.ts';

/** Istio's own Services are not in the mesh that they make. */
const CONTROL_PLANE = 'istio-system';

/** The Services whose Pods get a sidecar of Istio, as far as manifests show it. */
export function servicesInMesh(graph: Graph): readonly Service[] {
  const folders = new Set<string>();
  const namespaces = new Set<string>();
  for (const resource of graph.resources) {
    if (/(?:^|\.)istio\.io$/.test(resource.group)) folders.add(resource.file.directory);
    if (isInjected(resource)) namespaces.add(resource.name.value);
  }
  if (folders.size === 0 && namespaces.size === 0) return [];
  return graph.services.filter(
    ({ resource }) =>
      resource.namespace !== CONTROL_PLANE &&
      (folders.has(resource.file.directory) || namespaces.has(resource.namespace ?? '')),
  );
}

/** Whether it is a Namespace into whose Pods Istio puts sidecars. */
function isInjected(resource: Resource): boolean {
  if (!isResource(resource, '', 'Namespace')) return false;
  const { labels } = resource;
  return labels.get('istio-injection')?.value.value === 'enabled' || labels.has('istio.io/rev');
}
