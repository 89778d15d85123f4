export { readConfigMapUses, type ConfigMapUse } from './config-map-use.ts';
export {
  readResourceTexts,
  readWorkloadTexts,
  type ConfiguredText,
  type ConfiguredTexts,
} from './configured-text.ts';
export {
  readManualEndpoints,
  type ManualEndpoint,
  type ManualEndpointGroup,
  type ManualEndpoints,
  type ManualPort,
} from './endpoint-slice.ts';
export {
  precedenceOf,
  readHttpPaths,
  takesHost,
  takesRequest,
  type HttpPath,
} from './http-path.ts';
export { readHostMentions, type HostMention } from './host-mention.ts';
export {
  readHostName,
  USUAL_CLUSTER_DOMAIN,
  type HostName,
  type HostReading,
} from './host-name.ts';
export type { HostForm } from './host-text.ts';
export {
  GATEWAY_GROUP,
  readBackendRefs,
  readGateway,
  readListenerSet,
  readReferenceGrant,
  readRoute,
  type AllowedNamespaces,
  type BackendRef,
  type Gateway,
  type GroupKind,
  type Listener,
  type ListenerSet,
  type ParentRef,
  type ReferenceGrant,
  type Route,
} from './gateway.ts';
export { readDisruptionBudget, type DisruptionBudget } from './disruption-budget.ts';
export { readScaler, type Scaler } from './scaler.ts';
export { isKustomizationFile, type Kustomization } from './kustomization.ts';
export { formatLabels, readLabels, type Label, type Labels } from './labels.ts';
export {
  readLabelSelector,
  selectorMatches,
  type LabelRequirement,
  type LabelSelector,
} from './label-selector.ts';
export { readModel, type Model, type ReadModelOptions } from './model.ts';
export {
  readPodMonitor,
  readServiceMonitor,
  type MonitorEndpoint,
  type PodMonitor,
  type ServiceMonitor,
} from './monitor.ts';
export {
  readNetworkPolicy,
  type Direction,
  type NetworkPolicy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
} from './network-policy.ts';
export { readPodNumbers, type PodNumbers } from './pod-numbers.ts';
export {
  describeContainerPort,
  describeServedPorts,
  findNamedPort,
  readPodTemplate,
  servedPorts,
  type Container,
  type ContainerPort,
  type ContainerRole,
  type PodTemplate,
  type Probe,
} from './pod-template.ts';
export { formatPort, isQuotedNumber } from './port.ts';
export {
  describeResource,
  groupOf,
  isClusterObject,
  isClusterScoped,
  isResource,
  readResources,
  type ReadResourceOptions,
  type Resource,
  type ResourceRef,
  type Standing,
} from './resource.ts';
export {
  readServiceReferences,
  type ReferenceFamily,
  type ServiceReference,
} from './service-reference.ts';
export { isAddress, parseServiceName, type ServiceName } from './service-name.ts';
export {
  describePorts,
  describeServicePort,
  readService,
  servicePortName,
  type Service,
  type ServicePort,
} from './service.ts';
export { readClientAffinity, readLocalPolicy } from './traffic-policy.ts';
export {
  readDestinationRule,
  readMeshHost,
  readSubsetRefs,
  type DestinationRule,
  type MeshGatewayRef,
  type MeshService,
  type Subset,
  type SubsetRef,
  type VirtualService,
} from './virtual-service.ts';
export { wildcard } from './wildcard.ts';
export { readWorkload, type CustomPodTemplate, type Workload } from './workload.ts';
