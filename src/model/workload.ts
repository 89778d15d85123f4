import type { StatefulSetSpec } from 'kubernetes-types/apps/v1.js';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1.js';
import type { Field, Located } from '../parse/index.ts';
import { readLabelSelector, type LabelSelector } from './label-selector.ts';
import { readPodTemplate, type PodTemplate } from './pod-template.ts';
import { readLabels } from './labels.ts';
import type { Resource } from './resource.ts';

/** A resource with a Pod template: its Pods carry the template's labels (S-103, 1.4, 1.5). */
export interface Workload {
  readonly resource: Resource;
  readonly template: PodTemplate;
  /** What the workload takes for its own Pods; undefined when absent or made by the server. */
  readonly selector: LabelSelector | undefined;
  /** 1 when not written; undefined where something else decides. */
  readonly replicas: number | undefined;
  /** `serviceName` of a StatefulSet. */
  readonly serviceName: Located<string> | undefined;
  /** Runs to completion: Job, CronJob, Helm hook. Its Pods are endpoints only while they run. */
  readonly isBatch: boolean;
  /** A kind of Kubernetes itself; of others we only believe that they make Pods like this. */
  readonly isBuiltIn: boolean;
  /** The user says where its Pod template stands, and so that it makes Pods like this. */
  readonly isStated: boolean;
}

const TEMPLATE_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['/Pod', []],
  ['/ReplicationController', ['spec', 'template']],
  ['apps/Deployment', ['spec', 'template']],
  ['apps/StatefulSet', ['spec', 'template']],
  ['apps/DaemonSet', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['extensions/Deployment', ['spec', 'template']],
  ['extensions/DaemonSet', ['spec', 'template']],
  ['extensions/ReplicaSet', ['spec', 'template']],
  ['batch/Job', ['spec', 'template']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** A kind that makes Pods, and where that stands in it: field paths such as `spec.template`. */
export interface CustomPodTemplate {
  readonly group: string;
  readonly kind: string;
  readonly template: string;
  readonly selector?: string;
}

/** Undefined when the resource makes no Pods that can be seen here. */
export function readWorkload(
  resource: Resource,
  podTemplates: readonly CustomPodTemplate[] = [],
): Workload | undefined {
  const { group, kind } = resource;
  const builtIn = TEMPLATE_PATHS.get(`${group}/${kind}`);
  const stated = podTemplates.find((it) => it.kind === kind && it.group === group);
  const path = builtIn ?? stated?.template.split('.');
  const template = path === undefined ? customTemplate(resource) : follow(resource, path);
  if (template === undefined) return undefined;
  const spec = resource.fields.get('spec');
  const replicas = spec.get('replicas').value();
  return {
    resource,
    template: readPodTemplate(template),
    selector: readWorkloadSelector(resource, stated?.selector),
    replicas: replicas === undefined || replicas === null ? 1 : Number(replicas),
    serviceName:
      resource.kind === 'StatefulSet'
        ? (spec as Field<StatefulSetSpec>).get('serviceName').text()
        : undefined,
    isBatch: resource.group === 'batch' || resource.annotations.has('helm.sh/hook'),
    isBuiltIn: builtIn !== undefined,
    isStated: stated !== undefined,
  };
}

function follow(resource: Resource, path: readonly string[]): Field {
  let field = resource.fields;
  for (const name of path) field = field.get(name);
  return field;
}

/** Any other kind whose `spec.template` looks like a Pod template (S-150): Argo Rollout, CloneSet … */
function customTemplate(resource: Resource): Field<PodTemplateSpec> | undefined {
  if (resource.kind === 'PodTemplate' && resource.group === '') return undefined;
  const template = resource.fields.get('spec').get('template');
  if (template.get('metadata').get('labels').shape !== 'mapping') return undefined;
  if (template.get('spec').get('containers').shape !== 'sequence') return undefined;
  return template;
}

function readWorkloadSelector(
  resource: Resource,
  path = 'spec.selector',
): LabelSelector | undefined {
  const selector = follow(resource, path.split('.'));
  if (resource.kind === 'ReplicationController') {
    if (!selector.exists) return undefined;
    return {
      matchLabels: readLabels(selector),
      matchExpressions: [],
      at: selector.anchor(),
    };
  }
  return resource.kind === 'Pod' ? undefined : readLabelSelector(selector);
}
