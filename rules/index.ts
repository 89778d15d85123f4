// Written by `vitest -u` (test/generated.test.ts): every folder of rules/ is a rule.
import type { Rule } from '../src/rule/index.ts';
import externalNameIsIpAddress from './external-name-is-ip-address/rule.ts';
import externalNameTargetMissing from './external-name-target-missing/rule.ts';
import externalNameUsedForHttp from './external-name-used-for-http/rule.ts';
import fileNotRendered from './file-not-rendered/rule.ts';
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
import nodePortOnPrivateNodes from './node-port-on-private-nodes/rule.ts';
import probeHostIsService from './probe-host-is-service/rule.ts';
import probePortUnresolved from './probe-port-unresolved/rule.ts';
import routeAttachesToNoListener from './route-attaches-to-no-listener/rule.ts';
import routeBackendMissing from './route-backend-missing/rule.ts';
import routeBackendNotGranted from './route-backend-not-granted/rule.ts';
import routeBackendPortMissing from './route-backend-port-missing/rule.ts';
import routeParentMissing from './route-parent-missing/rule.ts';
import ruleCrashed from './rule-crashed/rule.ts';
import serviceMonitorPortMissing from './service-monitor-port-missing/rule.ts';
import serviceMonitorSelectsNoService from './service-monitor-selects-no-service/rule.ts';
import serviceProtocolMismatch from './service-protocol-mismatch/rule.ts';
import serviceSelectorNearMiss from './service-selector-near-miss/rule.ts';
import serviceSelectsNoPod from './service-selects-no-pod/rule.ts';
import serviceTargetPortContradicted from './service-target-port-contradicted/rule.ts';
import serviceTargetPortIsQuotedNumber from './service-target-port-is-quoted-number/rule.ts';
import serviceTargetPortUndeclared from './service-target-port-undeclared/rule.ts';
import serviceTargetPortUnresolved from './service-target-port-unresolved/rule.ts';
import serviceTargetPortUnresolvedOnSomePods from './service-target-port-unresolved-on-some-pods/rule.ts';
import statefulsetServiceMissing from './statefulset-service-missing/rule.ts';
import statefulsetServiceNotHeadless from './statefulset-service-not-headless/rule.ts';
import syntax from './syntax/rule.ts';
import webhookServiceMissing from './webhook-service-missing/rule.ts';
import webhookServicePortMissing from './webhook-service-port-missing/rule.ts';
import workloadSelectorMismatch from './workload-selector-mismatch/rule.ts';

export const rules: readonly Rule[] = [
  externalNameIsIpAddress,
  externalNameTargetMissing,
  externalNameUsedForHttp,
  fileNotRendered,
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
  nodePortOnPrivateNodes,
  probeHostIsService,
  probePortUnresolved,
  routeAttachesToNoListener,
  routeBackendMissing,
  routeBackendNotGranted,
  routeBackendPortMissing,
  routeParentMissing,
  ruleCrashed,
  serviceMonitorPortMissing,
  serviceMonitorSelectsNoService,
  serviceProtocolMismatch,
  serviceSelectorNearMiss,
  serviceSelectsNoPod,
  serviceTargetPortContradicted,
  serviceTargetPortIsQuotedNumber,
  serviceTargetPortUndeclared,
  serviceTargetPortUnresolved,
  serviceTargetPortUnresolvedOnSomePods,
  statefulsetServiceMissing,
  statefulsetServiceNotHeadless,
  syntax,
  webhookServiceMissing,
  webhookServicePortMissing,
  workloadSelectorMismatch,
];
