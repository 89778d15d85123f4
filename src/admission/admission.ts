import { groupOf, type Resource, type Standing } from '../model/index.ts';
import { checkDisruptionBudget } from './disruption-budget.ts';
import { checkEndpoints, checkEndpointSlice } from './endpoints.ts';
import { checkGatewayResource } from './gateway.ts';
import { checkIngress, checkIngressClass } from './ingress.ts';
import { checkCronJob, checkJob } from './job.ts';
import { checkMetadata } from './metadata.ts';
import { checkNetworkPolicy } from './network-policy.ts';
import { checkPod } from './pod.ts';
import { Inspection, isRefused, type Refusal } from './refusal.ts';
import { isDeprecatedVersion, schemaOf } from './schema.ts';
import { checkKind } from './served.ts';
import { checkService } from './service.ts';
import { decodeStrictly } from './strict-decoding.ts';
import { warn } from './warning.ts';
import { checkApiService, checkCustomResource, checkWebhooks } from './webhook.ts';
import {
  checkDaemonSet,
  checkDeployment,
  checkPodTemplate,
  checkReplicaSet,
  checkReplicationController,
  checkStatefulSet,
} from './workload.ts';

/** What is asked of an object of each kind beyond names, labels and types. */
const CHECKS: ReadonlyMap<string, (inspection: Inspection) => void> = new Map([
  ['/Service', checkService],
  ['/Endpoints', checkEndpoints],
  ['/Pod', checkPod],
  ['/PodTemplate', checkPodTemplate],
  ['/ReplicationController', checkReplicationController],
  ['apps/Deployment', checkDeployment],
  ['apps/ReplicaSet', checkReplicaSet],
  ['apps/StatefulSet', checkStatefulSet],
  ['apps/DaemonSet', checkDaemonSet],
  ['batch/Job', checkJob],
  ['batch/CronJob', checkCronJob],
  ['policy/PodDisruptionBudget', checkDisruptionBudget],
  ['discovery.k8s.io/EndpointSlice', checkEndpointSlice],
  ['networking.k8s.io/Ingress', checkIngress],
  ['networking.k8s.io/IngressClass', checkIngressClass],
  ['networking.k8s.io/NetworkPolicy', checkNetworkPolicy],
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', checkWebhooks],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', checkWebhooks],
  ['apiregistration.k8s.io/APIService', checkApiService],
  ['apiextensions.k8s.io/CustomResourceDefinition', checkCustomResource],
]);

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

const inspected = new WeakMap<Resource, readonly Refusal[]>();

/**
 * What the API server (1.37, strict field validation, as kubectl asks) would say when the object is
 * created by itself. Patches, and what a kustomization changes, are not objects as they stand: nothing
 * is said of them. Where it adds labels alone, what is written stays, and only what lacks may come.
 */
export function refusalsOf(resource: Resource): readonly Refusal[] {
  let refusals = inspected.get(resource);
  if (refusals === undefined) {
    refusals = isJudged(resource.standing) ? inspect(resource) : [];
    inspected.set(resource, refusals);
  }
  return refusals;
}

function isJudged(standing: Standing): boolean {
  return standing === 'applied' || standing === 'kustomize-labelled';
}

/** Why the server would not have the object; undefined when it would. */
export function refusalOf(resource: Resource): Refusal | undefined {
  return refusalsOf(resource).find(isRefused);
}

function inspect(resource: Resource): readonly Refusal[] {
  const inspection = new Inspection(resource);
  const apiVersion = checkKind(inspection);
  if (apiVersion === undefined) return inspection.refusals;
  const { kind } = resource;
  const group = groupOf(apiVersion);
  const schema = schemaOf(apiVersion, kind);
  if (schema !== undefined) decodeStrictly(inspection, schema);
  checkMetadata(inspection);
  if (group === GATEWAY_GROUP) {
    if (inspection.refusals.length === 0) checkGatewayResource(inspection);
    if (isDeprecatedVersion(apiVersion, kind)) warnOfVersion(inspection);
  } else CHECKS.get(`${group}/${kind}`)?.(inspection);
  if (apiVersion === resource.apiVersion) warn(inspection);
  return inspection.refusals;
}

function warnOfVersion(inspection: Inspection): void {
  const { apiVersion, kind, group, fields } = inspection.resource;
  const message = `${kind} of ${apiVersion} is deprecated and will be removed; use ${group}/v1`;
  inspection.refuse(fields.get('apiVersion'), message, { code: 'deprecated' });
}
