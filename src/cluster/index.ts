export { Cluster, type ClusterOptions, type GivenObject } from './cluster.ts';
export { findPodConnections, type PodConnection } from './connectivity.ts';
export { findEdges, type Edge, type EdgeKind } from './edge.ts';
export { type Endpoint, type EndpointPort } from './endpoint.ts';
export { labelOf, type Pod } from './pod.ts';
export { Resolver, type Asker, type Attempt, type Resolution } from './resolver.ts';
export { ALL_PORTS, areSamePorts, type PortSet } from './port-set.ts';
export { findRouteStatuses, type ParentStatus, type RouteStatus } from './route-status.ts';
export {
  DEFAULT_ZONE,
  POD_MODES,
  RECORD_TYPES,
  type RecordType,
  type ZoneOptions,
} from './zone.ts';
export type { IpFamilies } from './zone-service.ts';
