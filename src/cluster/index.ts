export { Cluster, type ClusterOptions, type GivenObject } from './cluster.ts';
export { findEdges, type Edge, type EdgeKind } from './edge.ts';
export { type Endpoint, type EndpointPort } from './endpoint.ts';
export { labelOf, type Pod } from './pod.ts';
export { Resolver, type Asker, type Attempt, type Resolution } from './resolver.ts';
export {
  DEFAULT_ZONE,
  POD_MODES,
  RECORD_TYPES,
  type RecordType,
  type ZoneOptions,
} from './zone.ts';
export type { IpFamilies } from './zone-service.ts';
