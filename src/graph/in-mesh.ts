import type { Resource, Service } from '../model/index.ts';
import type { Graph } from './graph.ts';

const ISTIO_KINDS = [
  ...['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar', 'EnvoyFilter'],
  ...['PeerAuthentication', 'AuthorizationPolicy', 'RequestAuthentication', 'Telemetry'],
];

function isIstio({ group }: Resource): boolean {
  return /(?:^|\.)istio\.io$/.test(group);
}

/** Istio's own Services are not in the mesh that they make. */
const CONTROL_PLANE = 'istio-system';

/** The Services whose Pods get a sidecar of Istio, as far as manifests show it. */
export function servicesInMesh(graph: Graph): readonly Service[] {
  const beside = ISTIO_KINDS.flatMap((kind) => graph.ofKind(kind)).filter(isIstio);
  const folders = new Set(beside.map(({ file }) => file.directory));
  const injected = graph.ofKind('Namespace').filter(isInjected);
  const namespaces = new Set(injected.map(({ name }) => name.value));
  if (folders.size === 0 && namespaces.size === 0) return [];
  return graph.services.filter(
    ({ resource }) =>
      resource.namespace !== CONTROL_PLANE &&
      (folders.has(resource.file.directory) || namespaces.has(resource.namespace ?? '')),
  );
}

/** Whether it is a Namespace into whose Pods Istio puts sidecars. */
function isInjected({ labels }: Resource): boolean {
  return labels.get('istio-injection')?.value.value === 'enabled' || labels.has('istio.io/rev');
}
