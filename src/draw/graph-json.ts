import {
  findEdges,
  type Cluster,
  type Edge,
  type EdgeKind,
  type Endpoint,
  type GivenObject,
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
}

export function toGraphJson(cluster: Cluster): GraphJson {
  return {
    schemaVersion: 1,
    resources: cluster.objects.map(givenJson),
    services: cluster.services.map((service) => serviceJson(cluster, service)),
    workloads: cluster.workloads.map((workload) => workloadJson(cluster, workload)),
    edges: findEdges(cluster).map(edgeJson),
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
