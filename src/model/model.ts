import type { Document } from '../parse/index.ts';
import { readManualEndpoints, type ManualEndpoints } from './endpoint-slice.ts';
import { readKustomization, type Kustomization } from './kustomization.ts';
import {
  isResource,
  readResources,
  type ReadResourceOptions,
  type Resource,
  type Standing,
} from './resource.ts';
import { readServiceReferences, type ServiceReference } from './service-reference.ts';
import { readService, type Service } from './service.ts';
import { readWorkload, type Workload } from './workload.ts';

/** All that is known of the objects in a run, in the order of reading. */
export interface Model {
  readonly documents: readonly Document[];
  readonly resources: readonly Resource[];
  readonly services: readonly Service[];
  readonly workloads: readonly Workload[];
  readonly references: readonly ServiceReference[];
  readonly manualEndpoints: readonly ManualEndpoints[];
  readonly kustomizations: readonly Kustomization[];
  /** Documents that could not be read: what they hold is unknown, not absent. */
  readonly unreadable: readonly Document[];
}

/** Reads documents into Kubernetes vocabulary. Tolerant: what one field says badly spoils no other. */
export function readModel(
  documents: readonly Document[],
  options: ReadResourceOptions = {},
): Model {
  const kustomizations = documents.flatMap((document) => readKustomization(document) ?? []);
  const standingOf = judgeStanding(kustomizations);
  const resources: Resource[] = [];
  for (const document of documents) {
    for (const resource of readResources(document, options)) {
      const standing = standingOf(resource);
      if (standing !== 'kustomize-patch') {
        resources.push(standing === 'applied' ? resource : { ...resource, standing });
      }
    }
  }
  return {
    documents,
    resources,
    services: resources.filter((it) => isResource(it, '', 'Service')).map(readService),
    workloads: resources.flatMap((resource) => readWorkload(resource) ?? []),
    references: resources.flatMap(readServiceReferences),
    manualEndpoints: resources.flatMap((resource) => readManualEndpoints(resource) ?? []),
    kustomizations,
    unreadable: documents.filter((document) => document.isTemplate || document.problems.length > 0),
  };
}

/**
 * Tells patches and members of kustomizations from objects that are applied as written (S-1032).
 * A file counts as a member when a kustomization that changes objects takes it, or takes the folder
 * of a kustomization that takes it.
 */
function judgeStanding(kustomizations: readonly Kustomization[]): (it: Resource) => Standing {
  const patches = new Set(kustomizations.flatMap((it) => it.patches));
  const byDirectory = new Map(kustomizations.map((it) => [it.directory, it]));
  const members = new Set<string>();
  const queue = kustomizations.filter((it) => it.changesObjects);
  // The queue grows while it is walked.
  for (const { resources } of queue) {
    for (const path of resources) {
      if (members.has(path)) continue;
      members.add(path);
      const inner = byDirectory.get(path);
      if (inner !== undefined) queue.push(inner);
    }
  }
  return (resource) => {
    const { path } = resource.file;
    if (patches.has(path) || looksLikePatch(resource)) return 'kustomize-patch';
    return members.has(path) ? 'kustomize-member' : 'applied';
  };
}

const TEMPLATE_KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** `$patch` anywhere near the top, or a workload with neither selector nor any image. */
function looksLikePatch({ kind, group, fields }: Resource): boolean {
  if (fields.get('$patch').exists) return true;
  const spec = fields.get('spec');
  if (spec.get('$patch').exists) return true;
  if (
    spec
      .get('ports')
      .items()
      .some((port) => port.get('$patch').exists)
  ) {
    return true;
  }
  if (group !== 'apps' || !TEMPLATE_KINDS.has(kind) || spec.get('selector').exists) return false;
  const pod = spec.get('template').get('spec');
  return !pod
    .get('containers')
    .items()
    .some((container) => container.get('image').exists);
}
