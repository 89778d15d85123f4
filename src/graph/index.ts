export type { LackedPort } from './backend-port.ts';
export { buildGraph, type Graph } from './graph.ts';
export type { Contradiction } from './contradiction.ts';
export { findMisdeclaration, type Misdeclaration } from './misdeclaration.ts';
export type { ListeningEvidence } from './listening.ts';
export {
  describeDifference,
  type LabelDifference,
  type NearMiss,
  type NearMissEvidence,
} from './near-miss.ts';
export {
  findMeantPort,
  hasKnownContainers,
  isMisspelt,
  type MeantPort,
  type PortTarget,
} from './port-target.ts';
export { hasPortNamed } from './monitoring.ts';
export type { Resolution, UnknownReason } from './resolution.ts';
export { NAMESPACE_NAME, type Detachment } from '../traffic/index.ts';
export type { MissingParent, RejectedParent } from './routing.ts';
export { POD_NAME_LABEL, takeApart, type LabelPair, type SelectorParts } from './selection.ts';
export { withoutOrdinal, type HostAnswer, type HostUse } from './host-resolution.ts';
export type { HostPortFault } from './host-port.ts';
export { findOutsider, type Outsider, type OutsiderReason } from './outsider.ts';
export { findPathClashes, type PathClash } from './path-clash.ts';
export { findStrayScalers, type StrayScaler } from './scaling.ts';
export { findMissedPods, type MissedPods, type PodSelecting } from './missed-pods.ts';
export { findUnscrapedPorts, type UnscrapedPort } from './pod-monitoring.ts';
export type { ExternalObjects, ExternalPods } from './external.ts';
export { findDeniedArrivals, type Arrival, type DeniedArrival } from './arrival.ts';
export { findDnsIsolations, type DnsIsolation } from './dns-isolation.ts';
export {
  findMissedPeers,
  findStrayPeers,
  findUnlabelledNamespaces,
  type MissedPeer,
  type StrayPeer,
  type UnlabelledNamespace,
} from './policy-peers.ts';
export { findMistakenPorts, type MistakenPort } from './policy-ports.ts';
export {
  findEmptySubsets,
  findUndefinedSubsets,
  type EmptySubset,
  type UndefinedSubset,
} from './mesh-subset.ts';
export { findLoopbackListeners, type LoopbackListener } from './loopback.ts';
export { findStrayTlsHosts, type StrayTlsHost } from './tls-host.ts';
export { findStrayDestinationRules, type StrayDestinationRule } from './mesh-host.ts';
export { servicesInMesh } from './in-mesh.ts';
export { findMissingTlsSecrets, type MissingTlsSecret } from './tls-secret.ts';
export type { WorldOptions } from './world.ts';
