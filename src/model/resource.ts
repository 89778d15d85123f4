import type { ObjectMeta } from 'kubernetes-types/meta/v1.js';
import type { Document, Field, Located } from '../parse/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { readLabels, type Labels } from './labels.ts';

/** What every Kubernetes object has that this project speaks of. */
interface ObjectFields {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** How the object that is written here relates to the object that a cluster gets. */
export type Standing =
  /** Written as it is applied, as far as can be seen. */
  | 'applied'
  /** Listed in a kustomization that changes names or fields of some objects. */
  | 'kustomize-member'
  /** Listed in a kustomization that adds labels and changes nothing else but the namespace. */
  | 'kustomize-labelled'
  /** A patch of another object, not an object. */
  | 'kustomize-patch'
  /** Holds placeholders that something else fills in. */
  | 'placeholders';

/**
 * One Kubernetes object in a document. Its identity is group, kind, namespace and name. What only some
 * are asked for is read when it is asked for.
 */
export class Resource {
  /** Empty for the core group. Always part of the identity: a Knative Service is no Service. */
  readonly group: string;
  readonly name: Located<string>;
  /** Stated, or given by `--namespace`; undefined is unknown, not `default`. */
  readonly namespace: string | undefined;
  private knownLabels: Labels | undefined;
  private knownAnnotations: Labels | undefined;

  constructor(
    readonly fields: Field,
    readonly apiVersion: string,
    readonly kind: string,
    namespace: string | undefined,
    readonly standing: Standing,
  ) {
    const metadata = fields.get('metadata');
    this.group = groupOf(apiVersion);
    this.name =
      metadata.get('name').text() ??
      metadata.get('generateName').text() ??
      metadata.get('name').located('');
    this.namespace = namespace;
  }

  get version(): string {
    return this.apiVersion.slice(this.apiVersion.indexOf('/') + 1);
  }

  get namespaceAt(): Located<string> | undefined {
    return this.fields.get('metadata').get('namespace').text();
  }

  get labels(): Labels {
    return (this.knownLabels ??= readLabels(this.fields.get('metadata').get('labels')));
  }

  get annotations(): Labels {
    return (this.knownAnnotations ??= readLabels(this.fields.get('metadata').get('annotations')));
  }

  get document(): Document {
    return this.fields.document;
  }

  get file(): SourceFile {
    return this.fields.document.file;
  }

  /** Where in its document it stands: empty, or `items[0]` in a List. */
  get path(): string {
    return this.fields.path;
  }

  /** The same object where something else decides its namespace or its fields. */
  standingAs(standing: Standing, namespace: string | undefined): Resource {
    return new Resource(this.fields, this.apiVersion, this.kind, namespace, standing);
  }
}

/** A resource as another one names it. */
export interface ResourceRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined where the namespace is unknown; also for kinds without one. */
  readonly namespace: string | undefined;
}

export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** `Deployment shop/web`, or `Deployment web` where the namespace is not known. */
export function describeResource(resource: {
  readonly kind: string;
  readonly name: { readonly value: string };
  readonly namespace: string | undefined;
}): string {
  const name = resource.name.value;
  return `${resource.kind} ${resource.namespace === undefined ? name : `${resource.namespace}/${name}`}`;
}

export function isResource(resource: Resource, group: string, kind: string): boolean {
  return resource.kind === kind && resource.group === group;
}

export interface ReadResourceOptions {
  /** The namespace of objects that state none. */
  readonly namespace?: string | undefined;
}

const CLUSTER_SCOPED = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/CSIDriver',
  'networking.k8s.io/IngressClass',
  'scheduling.k8s.io/PriorityClass',
  'gateway.networking.k8s.io/GatewayClass',
]);

export function isClusterScoped(group: string, kind: string): boolean {
  return CLUSTER_SCOPED.has(`${group}/${kind}`);
}

/** Files of tools that carry apiVersion and kind but are never applied to a cluster (S-1031). */
const NOT_CLUSTER_OBJECTS =
  /^(?:kustomize\.config\.k8s\.io|kind\.x-k8s\.io|kubeadm\.k8s\.io|kubelet\.config\.k8s\.io|kubeproxy\.config\.k8s\.io|kubescheduler\.config\.k8s\.io|skaffold|apiserver\.config\.k8s\.io|audit\.k8s\.io|client\.authentication\.k8s\.io|eksctl\.io|k3d\.io|backstage\.io|config\.kubernetes\.io|builtin)$/;

export function isClusterObject(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  return !NOT_CLUSTER_OBJECTS.test(group) && !(apiVersion === 'v1' && kind === 'Config');
}

/** Reads the objects of a document: one, or the items of a List (S-1019). */
export function readResources(document: Document, options: ReadResourceOptions = {}): Resource[] {
  const resources: Resource[] = [];
  collect(document.root, undefined, options, resources, 0);
  return resources;
}

const DEEPEST_LIST = 8;

function collect(
  field: Field,
  inherited: { apiVersion: string; kind: string } | undefined,
  options: ReadResourceOptions,
  into: Resource[],
  depth: number,
): void {
  const apiVersion = field.get('apiVersion').string()?.value ?? inherited?.apiVersion;
  const kind = field.get('kind').string()?.value ?? inherited?.kind;
  if (apiVersion === undefined || kind === undefined) return;
  const items = kind.endsWith('List') ? field.get('items') : undefined;
  if (items?.shape === 'sequence' && depth < DEEPEST_LIST) {
    const itemKind = kind.slice(0, -'List'.length);
    for (const item of items.items()) {
      collect(
        item,
        itemKind === '' ? undefined : { apiVersion, kind: itemKind },
        options,
        into,
        depth + 1,
      );
    }
    return;
  }
  if (!isClusterObject(apiVersion, kind)) return;
  into.push(readResource(field, apiVersion, kind, options));
}

function readResource(
  field: Field<ObjectFields>,
  apiVersion: string,
  kind: string,
  options: ReadResourceOptions,
): Resource {
  const stated = field.get('metadata').get('namespace').text()?.value;
  const namespace = isClusterScoped(groupOf(apiVersion), kind)
    ? undefined
    : stated === undefined || stated === ''
      ? options.namespace
      : stated;
  return new Resource(field, apiVersion, kind, namespace, 'applied');
}
