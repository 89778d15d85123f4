import { separateDocument, type Document } from '../parse/index.ts';
import { withoutCopies } from './context.ts';
import { readManualEndpoints, type ManualEndpoints } from './endpoint-slice.ts';
import {
  readGateway,
  readReferenceGrant,
  readRoute,
  type Gateway,
  type ReferenceGrant,
  type Route,
} from './gateway.ts';
import { readKustomization, type Kustomization } from './kustomization.ts';
import { isPatched, type PatchTarget } from './patch-target.ts';
import { readServiceMonitor, type ServiceMonitor } from './monitor.ts';
import { readNetworkPolicy, type NetworkPolicy } from './network-policy.ts';
import {
  isResource,
  readResources,
  type ReadResourceOptions,
  type Resource,
  type Standing,
} from './resource.ts';
import { readServiceReferences, type ServiceReference } from './service-reference.ts';
import { readService, type Service } from './service.ts';
import { readVirtualService, type VirtualService } from './virtual-service.ts';
import { readWorkload, type CustomPodTemplate, type Workload } from './workload.ts';

/** All that is known of the objects in a run, in the order of reading. */
export interface Model {
  readonly documents: readonly Document[];
  readonly resources: readonly Resource[];
  readonly services: readonly Service[];
  readonly workloads: readonly Workload[];
  readonly references: readonly ServiceReference[];
  readonly serviceMonitors: readonly ServiceMonitor[];
  readonly gateways: readonly Gateway[];
  readonly routes: readonly Route[];
  readonly referenceGrants: readonly ReferenceGrant[];
  readonly virtualServices: readonly VirtualService[];
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly manualEndpoints: readonly ManualEndpoints[];
  readonly kustomizations: readonly Kustomization[];
  /** Documents that could not be read: what they hold is unknown, not absent. */
  readonly unreadable: readonly Document[];
}

export interface ReadModelOptions extends ReadResourceOptions {
  /** Objects are taken as they stand, whatever a kustomization beside them would change. */
  readonly asWritten?: boolean;
  /** The namespace of objects that state none, in one file; before `namespace`. */
  readonly namespaceOf?: ((file: string) => string | undefined) | undefined;
  /** Kinds that make Pods, beside those that are known. */
  readonly podTemplates?: readonly CustomPodTemplate[] | undefined;
  /** Files that show what exists beside what is given. */
  readonly isContext?: ((file: string) => boolean) | undefined;
}

/** Reads documents into Kubernetes vocabulary. Tolerant: what one field says badly spoils no other. */
export function readModel(parsed: readonly Document[], options: ReadModelOptions = {}): Model {
  const documents = options.asWritten === true ? parsed : parsed.flatMap(separateDocument);
  const kustomizations = documents.flatMap((document) => readKustomization(document) ?? []);
  const judge = judgeStanding(kustomizations, documents);
  const read: Resource[] = [];
  for (const document of documents) {
    const namespace = options.namespaceOf?.(document.file.path) ?? options.namespace;
    for (const resource of readResources(document, { namespace })) {
      const judged = judge(resource);
      if (judged.standing === 'kustomize-patch') continue;
      read.push(options.asWritten === true ? resource : judged);
    }
  }
  const { isContext } = options;
  const resources = isContext === undefined ? read : withoutCopies(read, isContext);
  return {
    documents,
    resources,
    services: resources.filter((it) => isResource(it, '', 'Service')).map(readService),
    workloads: readEach(resources, (it) => readWorkload(it, options.podTemplates)),
    references: resources.flatMap(readServiceReferences),
    serviceMonitors: readEach(resources, readServiceMonitor),
    gateways: readEach(resources, readGateway),
    routes: readEach(resources, readRoute),
    referenceGrants: readEach(resources, readReferenceGrant),
    virtualServices: readEach(resources, readVirtualService),
    networkPolicies: readEach(resources, readNetworkPolicy),
    manualEndpoints: readEach(resources, readManualEndpoints),
    kustomizations,
    unreadable: documents.filter((document) => document.isTemplate || document.problems.length > 0),
  };
}

/** What `read` makes of the resources that are its own. */
function readEach<T>(
  resources: readonly Resource[],
  read: (resource: Resource) => T | undefined,
): readonly T[] {
  const things: T[] = [];
  for (const resource of resources) {
    const thing = read(resource);
    if (thing !== undefined) things.push(thing);
  }
  return things;
}

/**
 * Tells patches and members of kustomizations from objects that are applied as written (S-1032). The
 * namespace that an object states does not count where a kustomization moves it.
 */
function judgeStanding(
  kustomizations: readonly Kustomization[],
  documents: readonly Document[],
): (it: Resource) => Resource {
  const patches = new Set(kustomizations.flatMap((it) => it.patches));
  const patchedIn = readPatchFiles(kustomizations, documents);
  const targets = new Set([
    ...kustomizations.flatMap((it) => it.patchTargets),
    ...[...patchedIn.values()].flat(),
  ]);
  const changed = reachedFrom(
    kustomizations,
    (it) => it.changesObjects || it.patchesByName.some((file) => !patchedIn.has(file)),
  );
  const patched = reachedFrom(
    kustomizations,
    (it) => it.patches.length + it.patchTargets.length > 0,
  );
  const labelled = reachedFrom(kustomizations, (it) => it.addsLabels);
  const moved = reachedFrom(kustomizations, (it) => it.setsNamespace);
  const standingOf = (resource: Resource): Standing => {
    const { path } = resource.file;
    if (patches.has(path) || isNamedPatch(path) || looksLikePatch(resource)) {
      return 'kustomize-patch';
    }
    if (hasTemplateComments(resource)) return 'placeholders';
    const { kind, name } = resource;
    const isChanged =
      changed.has(path) || (patched.has(path) && isPatched({ kind, name: name.value }, targets));
    if (isChanged) return 'kustomize-member';
    return labelled.has(path) ? 'kustomize-labelled' : 'applied';
  };
  return (resource) => {
    const standing = standingOf(resource);
    if (moved.has(resource.file.path)) return resource.standingAs(standing, undefined);
    return standing === 'applied' ? resource : resource.standingAs(standing, resource.namespace);
  };
}

/** What the files that are patches say they change; none for those that are not in view. */
function readPatchFiles(
  kustomizations: readonly Kustomization[],
  documents: readonly Document[],
): ReadonlyMap<string, readonly PatchTarget[]> {
  const files = new Set(kustomizations.flatMap((it) => it.patchesByName));
  const targets = new Map<string, PatchTarget[]>();
  if (files.size === 0) return targets;
  for (const document of documents) {
    const { path } = document.file;
    if (!files.has(path)) continue;
    for (const { kind, name } of readResources(document)) {
      const list = targets.get(path) ?? [];
      targets.set(path, [...list, `${kind}/${name.value}`]);
    }
  }
  return targets;
}

/** The files that some of the kustomizations take, or that those take which they take. */
function reachedFrom(
  kustomizations: readonly Kustomization[],
  isStart: (it: Kustomization) => boolean,
): ReadonlySet<string> {
  const byDirectory = new Map(kustomizations.map((it) => [it.directory, it]));
  const reached = new Set<string>();
  const queue = kustomizations.filter(isStart);
  // The queue grows while it is walked.
  for (const { resources } of queue) {
    for (const path of resources) {
      if (reached.has(path)) continue;
      reached.add(path);
      const inner = byDirectory.get(path);
      if (inner !== undefined) queue.push(inner);
    }
  }
  return reached;
}

/** Files that are called patches are patches, whoever applies them: `manager_patch.yaml`, `patches/x.yaml`. */
function isNamedPatch(path: string): boolean {
  return /(?:^|\/)patch(?:es)?\/[^/]+$|(?:^|[-_./])patch(?:es)?\.[a-z]+$/.test(path);
}

/** ytt writes its code in comments (S-1036): what has no value may have one. */
function hasTemplateComments({ document }: Resource): boolean {
  return document.file.text.slice(document.start, document.end).includes('#@');
}

const OBJECT_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);

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
  // A patch writes the fields that exist; other ones are mistakes in an object.
  if (
    spec.shape === 'sequence' ||
    fields.entries().some(({ key }) => !OBJECT_FIELDS.has(key.value))
  ) {
    return false;
  }
  const pod = spec.get('template').get('spec');
  return !pod
    .get('containers')
    .items()
    .some((container) => container.get('image').exists);
}
