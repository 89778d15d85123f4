// Written by `vitest -u` (test/generated.test.ts): every folder of rules/ is a rule.
import type { Rule } from '../src/rule/index.ts';
import apiDeprecated from './api-deprecated/rule.ts';
import apiServerWarning from './api-server-warning/rule.ts';
import apiVersionRemoved from './api-version-removed/rule.ts';
import autoscalerTargetMissing from './autoscaler-target-missing/rule.ts';
import containerImageMissing from './container-image-missing/rule.ts';
import containerListensOnLoopback from './container-listens-on-loopback/rule.ts';
import deliveryServiceMissing from './delivery-service-missing/rule.ts';
import deliveryServicePortMissing from './delivery-service-port-missing/rule.ts';
import destinationRuleHostMissing from './destination-rule-host-missing/rule.ts';
import destinationRuleSubsetSelectsNoPod from './destination-rule-subset-selects-no-pod/rule.ts';
import disruptionBudgetSelectsNoPod from './disruption-budget-selects-no-pod/rule.ts';
import documentSeparatorMissing from './document-separator-missing/rule.ts';
import endpointsFieldInvalid from './endpoints-field-invalid/rule.ts';
import externalNameIsIpAddress from './external-name-is-ip-address/rule.ts';
import externalNamePortIgnored from './external-name-port-ignored/rule.ts';
import externalNameTargetMissing from './external-name-target-missing/rule.ts';
import externalNameUsedForHttp from './external-name-used-for-http/rule.ts';
import fileNotRendered from './file-not-rendered/rule.ts';
import headlessServicePortDiffers from './headless-service-port-differs/rule.ts';
import hostNameIncomplete from './host-name-incomplete/rule.ts';
import hostNetworkWithoutClusterDns from './host-network-without-cluster-dns/rule.ts';
import hostOrdinalBeyondReplicas from './host-ordinal-beyond-replicas/rule.ts';
import hostPodMissing from './host-pod-missing/rule.ts';
import hostPortIsNodePort from './host-port-is-node-port/rule.ts';
import hostPortIsTargetPort from './host-port-is-target-port/rule.ts';
import hostPortMissing from './host-port-missing/rule.ts';
import hostServiceMissing from './host-service-missing/rule.ts';
import hostWrongNamespace from './host-wrong-namespace/rule.ts';
import ingressBackendMissing from './ingress-backend-missing/rule.ts';
import ingressBackendPortMissing from './ingress-backend-port-missing/rule.ts';
import ingressPathTaken from './ingress-path-taken/rule.ts';
import ingressTlsHostDiffers from './ingress-tls-host-differs/rule.ts';
import ingressTlsSecretMissing from './ingress-tls-secret-missing/rule.ts';
import networkPolicyAllowsServicePort from './network-policy-allows-service-port/rule.ts';
import networkPolicyDeniesConnection from './network-policy-denies-connection/rule.ts';
import networkPolicyEgressWithoutDns from './network-policy-egress-without-dns/rule.ts';
import networkPolicyFieldInvalid from './network-policy-field-invalid/rule.ts';
import networkPolicyNamespaceNotLabelled from './network-policy-namespace-not-labelled/rule.ts';
import networkPolicyPeerInOtherNamespace from './network-policy-peer-in-other-namespace/rule.ts';
import networkPolicyPeerMatchesNoPod from './network-policy-peer-matches-no-pod/rule.ts';
import networkPolicySelectsNoPod from './network-policy-selects-no-pod/rule.ts';
import nodePortOnPrivateNodes from './node-port-on-private-nodes/rule.ts';
import nodePortOutOfRange from './node-port-out-of-range/rule.ts';
import objectDefinedTwice from './object-defined-twice/rule.ts';
import objectExported from './object-exported/rule.ts';
import objectFieldRepeated from './object-field-repeated/rule.ts';
import objectFieldUnknown from './object-field-unknown/rule.ts';
import objectFieldWrongType from './object-field-wrong-type/rule.ts';
import objectKindUnknown from './object-kind-unknown/rule.ts';
import objectMetadataInvalid from './object-metadata-invalid/rule.ts';
import podMonitorPortMissing from './pod-monitor-port-missing/rule.ts';
import podMonitorSelectsNoPod from './pod-monitor-selects-no-pod/rule.ts';
import probeHostIsService from './probe-host-is-service/rule.ts';
import probePortUnresolved from './probe-port-unresolved/rule.ts';
import routeAttachesToNoListener from './route-attaches-to-no-listener/rule.ts';
import routeBackendMissing from './route-backend-missing/rule.ts';
import routeBackendNotGranted from './route-backend-not-granted/rule.ts';
import routeBackendOfOtherProtocol from './route-backend-of-other-protocol/rule.ts';
import routeBackendPortMissing from './route-backend-port-missing/rule.ts';
import routeFieldInvalid from './route-field-invalid/rule.ts';
import routeParentMissing from './route-parent-missing/rule.ts';
import ruleCrashed from './rule-crashed/rule.ts';
import serviceAddressTaken from './service-address-taken/rule.ts';
import serviceAddressTakenNearby from './service-address-taken-nearby/rule.ts';
import serviceFieldInvalid from './service-field-invalid/rule.ts';
import serviceHttpsPortLeadsToHttp from './service-https-port-leads-to-http/rule.ts';
import serviceMonitorPortMissing from './service-monitor-port-missing/rule.ts';
import serviceMonitorSelectsNoService from './service-monitor-selects-no-service/rule.ts';
import serviceNamespaceLeftOut from './service-namespace-left-out/rule.ts';
import serviceOrdinalBeyondReplicas from './service-ordinal-beyond-replicas/rule.ts';
import servicePortNumberShared from './service-port-number-shared/rule.ts';
import servicePortProtocolUnnamed from './service-port-protocol-unnamed/rule.ts';
import servicePortTargetCopied from './service-port-target-copied/rule.ts';
import serviceProtocolMismatch from './service-protocol-mismatch/rule.ts';
import servicePublishesNotReadyPods from './service-publishes-not-ready-pods/rule.ts';
import serviceSelectorNearMiss from './service-selector-near-miss/rule.ts';
import serviceSelectsNoPod from './service-selects-no-pod/rule.ts';
import serviceSelectsUnlikeWorkloads from './service-selects-unlike-workloads/rule.ts';
import serviceSelectsWrongWorkload from './service-selects-wrong-workload/rule.ts';
import serviceTargetPortContradicted from './service-target-port-contradicted/rule.ts';
import serviceTargetPortDiffersByPod from './service-target-port-differs-by-pod/rule.ts';
import serviceTargetPortIsQuotedNumber from './service-target-port-is-quoted-number/rule.ts';
import serviceTargetPortUndeclared from './service-target-port-undeclared/rule.ts';
import serviceTargetPortUnresolved from './service-target-port-unresolved/rule.ts';
import serviceTargetPortUnresolvedOnSomePods from './service-target-port-unresolved-on-some-pods/rule.ts';
import sessionAffinityBehindProxy from './session-affinity-behind-proxy/rule.ts';
import statefulsetMembersWaitForReadiness from './statefulset-members-wait-for-readiness/rule.ts';
import statefulsetServiceMissing from './statefulset-service-missing/rule.ts';
import statefulsetServiceNotHeadless from './statefulset-service-not-headless/rule.ts';
import statefulsetServiceNotNamed from './statefulset-service-not-named/rule.ts';
import statefulsetServiceSelectsOthers from './statefulset-service-selects-others/rule.ts';
import suppressionExpired from './suppression-expired/rule.ts';
import suppressionInvalid from './suppression-invalid/rule.ts';
import suppressionUnknownRule from './suppression-unknown-rule/rule.ts';
import suppressionUnused from './suppression-unused/rule.ts';
import suppressionWithoutReason from './suppression-without-reason/rule.ts';
import syntax from './syntax/rule.ts';
import trafficPolicyLocalWithFewPods from './traffic-policy-local-with-few-pods/rule.ts';
import virtualServiceGatewayMissing from './virtual-service-gateway-missing/rule.ts';
import virtualServiceSubsetMissing from './virtual-service-subset-missing/rule.ts';
import webhookFieldInvalid from './webhook-field-invalid/rule.ts';
import webhookServiceMissing from './webhook-service-missing/rule.ts';
import webhookServicePortMissing from './webhook-service-port-missing/rule.ts';
import workloadFieldInvalid from './workload-field-invalid/rule.ts';
import workloadSelectorMismatch from './workload-selector-mismatch/rule.ts';

export const rules: readonly Rule[] = [
  apiDeprecated,
  apiServerWarning,
  apiVersionRemoved,
  autoscalerTargetMissing,
  containerImageMissing,
  containerListensOnLoopback,
  deliveryServiceMissing,
  deliveryServicePortMissing,
  destinationRuleHostMissing,
  destinationRuleSubsetSelectsNoPod,
  disruptionBudgetSelectsNoPod,
  documentSeparatorMissing,
  endpointsFieldInvalid,
  externalNameIsIpAddress,
  externalNamePortIgnored,
  externalNameTargetMissing,
  externalNameUsedForHttp,
  fileNotRendered,
  headlessServicePortDiffers,
  hostNameIncomplete,
  hostNetworkWithoutClusterDns,
  hostOrdinalBeyondReplicas,
  hostPodMissing,
  hostPortIsNodePort,
  hostPortIsTargetPort,
  hostPortMissing,
  hostServiceMissing,
  hostWrongNamespace,
  ingressBackendMissing,
  ingressBackendPortMissing,
  ingressPathTaken,
  ingressTlsHostDiffers,
  ingressTlsSecretMissing,
  networkPolicyAllowsServicePort,
  networkPolicyDeniesConnection,
  networkPolicyEgressWithoutDns,
  networkPolicyFieldInvalid,
  networkPolicyNamespaceNotLabelled,
  networkPolicyPeerInOtherNamespace,
  networkPolicyPeerMatchesNoPod,
  networkPolicySelectsNoPod,
  nodePortOnPrivateNodes,
  nodePortOutOfRange,
  objectDefinedTwice,
  objectExported,
  objectFieldRepeated,
  objectFieldUnknown,
  objectFieldWrongType,
  objectKindUnknown,
  objectMetadataInvalid,
  podMonitorPortMissing,
  podMonitorSelectsNoPod,
  probeHostIsService,
  probePortUnresolved,
  routeAttachesToNoListener,
  routeBackendMissing,
  routeBackendNotGranted,
  routeBackendOfOtherProtocol,
  routeBackendPortMissing,
  routeFieldInvalid,
  routeParentMissing,
  ruleCrashed,
  serviceAddressTaken,
  serviceAddressTakenNearby,
  serviceFieldInvalid,
  serviceHttpsPortLeadsToHttp,
  serviceMonitorPortMissing,
  serviceMonitorSelectsNoService,
  serviceNamespaceLeftOut,
  serviceOrdinalBeyondReplicas,
  servicePortNumberShared,
  servicePortProtocolUnnamed,
  servicePortTargetCopied,
  serviceProtocolMismatch,
  servicePublishesNotReadyPods,
  serviceSelectorNearMiss,
  serviceSelectsNoPod,
  serviceSelectsUnlikeWorkloads,
  serviceSelectsWrongWorkload,
  serviceTargetPortContradicted,
  serviceTargetPortDiffersByPod,
  serviceTargetPortIsQuotedNumber,
  serviceTargetPortUndeclared,
  serviceTargetPortUnresolved,
  serviceTargetPortUnresolvedOnSomePods,
  sessionAffinityBehindProxy,
  statefulsetMembersWaitForReadiness,
  statefulsetServiceMissing,
  statefulsetServiceNotHeadless,
  statefulsetServiceNotNamed,
  statefulsetServiceSelectsOthers,
  suppressionExpired,
  suppressionInvalid,
  suppressionUnknownRule,
  suppressionUnused,
  suppressionWithoutReason,
  syntax,
  trafficPolicyLocalWithFewPods,
  virtualServiceGatewayMissing,
  virtualServiceSubsetMissing,
  webhookFieldInvalid,
  webhookServiceMissing,
  webhookServicePortMissing,
  workloadFieldInvalid,
  workloadSelectorMismatch,
];
