import {
  ALL_PORTS,
  areSamePorts,
  findEdges,
  findPodConnections,
  findRouteStatuses,
  type Cluster,
  type Edge,
  type EdgeKind,
  type Endpoint,
  type GivenObject,
  type ParentStatus,
  type PodConnection,
  type PortSet,
} from '../cluster/index.ts';
import type { Resource, Service, Workload } from '../model/index.ts';
import type { SourceRange } from '../source/range.ts';

/** An object as `graph --format json` names it. */
export interface ObjectJson {
  readonly apiVersion: string;
  readonly kind: string;
  /** Null for kinds without a namespace. */
  readonly namespace: string | null;
  readonly name: string;
}

export interface PortJson {
  readonly name: string;
  readonly protocol: string;
  readonly port: number | null;
  readonly appProtocol: string | null;
}

export interface EndpointJson {
  readonly workload: ObjectJson | null;
  readonly addresses?: readonly string[];
  readonly hostname?: string;
  readonly ports: readonly PortJson[];
  readonly published: 'ready' | 'always';
  /** Only where the manifest itself says that it is not ready. */
  readonly ready?: false;
}

interface PlaceJson {
  readonly file: string;
  readonly range: SourceRange;
}

/** What `graph --format json` prints; its JSON Schema is schema/graph.schema.json. */
export interface GraphJson {
  readonly schemaVersion: 1;
  readonly resources: readonly (ObjectJson & {
    readonly file: string;
    readonly document: number;
    readonly accepted: boolean;
    readonly reason?: string;
  })[];
  readonly services: readonly ({
    readonly namespace: string | null;
    readonly name: string;
    readonly type: string;
    readonly headless: boolean;
    readonly endpoints: readonly EndpointJson[];
    readonly unknown: string | null;
  } & PlaceJson)[];
  readonly workloads: readonly (ObjectJson & PlaceJson & { readonly pods: number })[];
  readonly edges: readonly {
    readonly kind: EdgeKind;
    readonly from: ObjectJson;
    readonly to: ObjectJson;
    /** False where no object of that name is given. */
    readonly exists: boolean;
    readonly at: PlaceJson;
  }[];
  readonly routes: readonly {
    readonly kind: string;
    readonly namespace: string | null;
    readonly name: string;
    readonly parents: readonly {
      readonly parentRef: ParentRefJson;
      /** Null where nobody would write a status. */
      readonly accepted: boolean | null;
      readonly resolvedRefs: boolean | null;
      readonly reason: string | null;
    }[];
  }[];
  /** Only on request. */
  readonly connections?: readonly ConnectionJson[];
}

/** A parent as a route names it, defaults filled in. */
interface ParentRefJson {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** Ports of a protocol, one or a range. */
type PortsJson =
  | { readonly protocol: string; readonly port: number }
  | { readonly protocol: string; readonly from: number; readonly to: number };

type EndJson = Pick<ObjectJson, 'kind' | 'namespace' | 'name'>;

/** What policies let through from Pods of one workload to Pods of another. */
export interface ConnectionJson {
  readonly from: EndJson;
  readonly to: EndJson;
  readonly allowed: 'all' | readonly PortsJson[];
  /** Only where a real cluster may do otherwise. */
  readonly unknown?: string;
}

export function toGraphJson(cluster: Cluster): GraphJson {
  return {
    schemaVersion: 1,
    resources: cluster.objects.map(givenJson),
    services: cluster.services.map((service) => serviceJson(cluster, service)),
    workloads: cluster.workloads.map((workload) => workloadJson(cluster, workload)),
    edges: findEdges(cluster).map(edgeJson),
    routes: findRouteStatuses(cluster).map(({ route, parents }) => ({
      ...endJson(route.resource),
      parents: parents.map(parentJson),
    })),
  };
}

/** Writing few long texts is faster than many short ones. */
const PIECE_LENGTH = 1 << 16;

/** The graph in pieces of text: one line for each connection, for there may be very many. */
export function* printGraph(cluster: Cluster, withConnections: boolean): Generator<string> {
  const text = JSON.stringify(toGraphJson(cluster), undefined, 2);
  if (!withConnections) {
    yield `${text}\n`;
    return;
  }
  let piece = `${text.slice(0, -'\n}'.length)},\n  "connections": [`;
  let separator = '';
  for (const connection of toConnectionJson(cluster)) {
    piece += `${separator}\n    ${JSON.stringify(connection)}`;
    separator = ',';
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n  ]\n}\n`;
}

/** Every ordered pair of workloads: quadratic. */
export function* toConnectionJson(cluster: Cluster): Generator<ConnectionJson> {
  for (const connection of findPodConnections(cluster)) yield connectionJson(connection);
}

function connectionJson({ from, to, allowed, doubt }: PodConnection): ConnectionJson {
  return {
    from: endJson(from.resource),
    to: endJson(to.resource),
    allowed: portsJson(allowed),
    ...(doubt === undefined ? {} : { unknown: doubt }),
  };
}

function portsJson(ports: PortSet): ConnectionJson['allowed'] {
  if (areSamePorts(ports, ALL_PORTS)) return 'all';
  return ports.map(({ protocol, from, to }) =>
    from === to ? { protocol, port: from } : { protocol, from, to },
  );
}

function endJson({ kind, namespace, name }: Resource): EndJson {
  return { kind, namespace: namespace ?? null, name: name.value };
}

function parentJson({
  parent,
  conditions,
}: ParentStatus): GraphJson['routes'][number]['parents'][number] {
  const { group, kind, namespace, name, sectionName, port } = parent;
  return {
    parentRef: {
      group,
      kind,
      namespace: namespace ?? null,
      name: name.value,
      ...(sectionName === undefined ? {} : { sectionName: sectionName.value }),
      ...(port === undefined ? {} : { port: port.value }),
    },
    accepted: conditions?.accepted ?? null,
    resolvedRefs: conditions?.resolvedRefs ?? null,
    reason: conditions?.reason ?? null,
  };
}

const FOREIGN =
  'no CustomResourceDefinition of this kind is given; a cluster without one refuses it';

function givenJson(given: GivenObject): GraphJson['resources'][number] {
  const { resource, refusal, isForeign } = given;
  const reason = refusal ?? (isForeign ? FOREIGN : undefined);
  return {
    ...objectJson(resource),
    file: resource.file.path,
    document: resource.document.index,
    accepted: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
  };
}

function objectJson({ apiVersion, kind, namespace, name }: Resource): ObjectJson {
  return { apiVersion, kind, namespace: namespace ?? null, name: name.value };
}

function placeOf({ file, name }: Resource): PlaceJson {
  return { file: file.path, range: name.range };
}

function serviceJson(cluster: Cluster, service: Service): GraphJson['services'][number] {
  const { resource } = service;
  return {
    namespace: resource.namespace ?? null,
    name: resource.name.value,
    type: service.type.value,
    headless: service.isHeadless,
    ...placeOf(resource),
    endpoints: mergeAlike(cluster.endpointsOf(service).map(endpointJson)),
    unknown: cluster.whyUnknown(service) ?? null,
  };
}

function endpointJson(endpoint: Endpoint): EndpointJson {
  const { pod, addresses, hostname, ports, published, isReady } = endpoint;
  return {
    workload: pod === undefined ? null : objectJson(pod.workload.resource),
    ...(pod === undefined ? { addresses } : {}),
    ...(hostname === undefined ? {} : { hostname }),
    ports: ports.map(({ name, protocol, port, appProtocol }) => ({
      name,
      protocol,
      port: port ?? null,
      appProtocol: appProtocol ?? null,
    })),
    published,
    ...(isReady ? {} : { ready: false as const }),
  };
}

/** Pods of one workload that no name tells apart are one endpoint. */
function mergeAlike(endpoints: readonly EndpointJson[]): EndpointJson[] {
  return [...new Map(endpoints.map((it) => [JSON.stringify(it), it])).values()];
}

function workloadJson(cluster: Cluster, workload: Workload): GraphJson['workloads'][number] {
  const pods = cluster.podsOf(workload).reduce((sum, { count }) => sum + count, 0);
  return { ...objectJson(workload.resource), ...placeOf(workload.resource), pods };
}

function edgeJson({ kind, from, to, target, at }: Edge): GraphJson['edges'][number] {
  return {
    kind,
    from: objectJson(from),
    to: {
      apiVersion: to.apiVersion,
      kind: to.kind,
      namespace: to.namespace ?? null,
      name: to.name,
    },
    exists: target !== undefined,
    at: { file: at.document.file.path, range: at.range },
  };
}
