import {
  isResource,
  readLabelSelector,
  selectorMatches,
  type Resource,
  type ResourceRef,
  type ServiceReference,
} from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import type { Cluster } from './cluster.ts';

/** How one object has to do with another. */
export type EdgeKind =
  /** A Service and a workload whose Pods it selects. */
  | 'selects'
  /** An Ingress or a route and a Service that it sends requests to. */
  | 'routes'
  /** Anything else that names a Service: a webhook, an APIService … */
  | 'refers'
  /** A Service that gives a StatefulSet's Pods their names. */
  | 'governs'
  /** A ServiceMonitor or PodMonitor and what it scrapes. */
  | 'monitors'
  /** A NetworkPolicy and a workload whose traffic it decides about. */
  | 'allows';

export interface Edge {
  readonly kind: EdgeKind;
  readonly from: Resource;
  /** What is named, whether it is there or not. */
  readonly to: ResourceRef & { readonly apiVersion: string };
  readonly target: Resource | undefined;
  /** Where it says so. */
  readonly at: Located<unknown>;
}

/** All edges, grouped by kind, each in reading order. */
export function findEdges(cluster: Cluster): Edge[] {
  return [
    ...selections(cluster),
    ...cluster.references.map((reference) => referenceEdge(cluster, reference)),
    ...governings(cluster),
    ...selectorEdges(cluster),
  ];
}

function selections(cluster: Cluster): Edge[] {
  return cluster.services.flatMap((service) => {
    const workloads = new Set(
      cluster.selectedPods(service).map(({ workload }) => workload.resource),
    );
    return [...workloads].map((target) =>
      edgeTo('selects', service.resource, target, service.selectorAt),
    );
  });
}

const ROUTE_KINDS = /^(?:Ingress|IngressRoute(?:TCP|UDP)?|[A-Z]+Route|HTTPProxy|VirtualService)$/;

function referenceEdge(cluster: Cluster, { from, name, namespace, at }: ServiceReference): Edge {
  const kind = ROUTE_KINDS.test(from.kind) ? 'routes' : 'refers';
  return serviceEdge(cluster, kind, from, namespace ?? 'default', name.value, at);
}

function governings(cluster: Cluster): Edge[] {
  return cluster.workloads.flatMap(({ resource, serviceName }) => {
    if (serviceName === undefined || serviceName.value === '') return [];
    const namespace = resource.namespace ?? 'default';
    const target = cluster.find('', 'Service', namespace, serviceName.value);
    if (target === undefined) {
      return [serviceEdge(cluster, 'refers', resource, namespace, serviceName.value, serviceName)];
    }
    return [edgeTo('governs', target, resource, serviceName)];
  });
}

/** Monitors select Services or Pods by label, policies select Pods: both through a LabelSelector. */
function selectorEdges(cluster: Cluster): Edge[] {
  return cluster.objects.flatMap(({ resource, refusal }) => {
    if (refusal !== undefined) return [];
    if (isResource(resource, 'networking.k8s.io', 'NetworkPolicy')) {
      return workloadEdges(cluster, 'allows', resource, 'podSelector');
    }
    if (isResource(resource, 'monitoring.coreos.com', 'PodMonitor')) {
      return workloadEdges(cluster, 'monitors', resource, 'selector');
    }
    if (isResource(resource, 'monitoring.coreos.com', 'ServiceMonitor')) {
      return monitoredServices(cluster, resource);
    }
    return [];
  });
}

function workloadEdges(
  cluster: Cluster,
  kind: EdgeKind,
  from: Resource,
  selectorName: string,
): Edge[] {
  const field = from.fields.get('spec').get(selectorName);
  const selector = readLabelSelector(field);
  const at = field.keyAnchor();
  return cluster
    .workloadsIn(from.namespace ?? 'default')
    .filter(({ template: { labels } }) =>
      selector === undefined
        ? kind === 'allows' // An absent podSelector selects all Pods (S-128).
        : selectorMatches(selector, { get: (key) => labels.get(key)?.value.value }),
    )
    .map(({ resource }) => edgeTo(kind, from, resource, at));
}

function monitoredServices(cluster: Cluster, from: Resource): Edge[] {
  const spec = from.fields.get('spec');
  const selector = readLabelSelector(spec.get('selector'));
  if (selector === undefined) return [];
  const at = spec.get('selector').keyAnchor();
  return monitoredNamespaces(cluster, from)
    .flatMap((namespace) => cluster.servicesIn(namespace))
    .filter(({ resource: { labels } }) =>
      selectorMatches(selector, { get: (key) => labels.get(key)?.value.value }),
    )
    .map(({ resource }) => edgeTo('monitors', from, resource, at));
}

function monitoredNamespaces(cluster: Cluster, monitor: Resource): readonly string[] {
  const selector = monitor.fields.get('spec').get('namespaceSelector');
  if (selector.get('any').value() === true) return [...cluster.namespaces];
  const names = selector
    .get('matchNames')
    .items()
    .flatMap((name) => name.text()?.value ?? []);
  return names.length > 0 ? names : [monitor.namespace ?? 'default'];
}

function serviceEdge(
  cluster: Cluster,
  kind: EdgeKind,
  from: Resource,
  namespace: string,
  name: string,
  at: Located<unknown>,
): Edge {
  const target = cluster.find('', 'Service', namespace, name);
  return {
    kind,
    from,
    to: { apiVersion: 'v1', group: '', kind: 'Service', namespace, name },
    target,
    at,
  };
}

function edgeTo(kind: EdgeKind, from: Resource, target: Resource, at: Located<unknown>): Edge {
  const { apiVersion, group, namespace, name } = target;
  return {
    kind,
    from,
    to: { apiVersion, group, kind: target.kind, namespace, name: name.value },
    target,
    at,
  };
}
