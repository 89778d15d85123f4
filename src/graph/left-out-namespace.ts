import {
  isClusterScoped,
  type Model,
  type Resource,
  type Service,
  type Workload,
} from '../model/index.ts';
import { append } from './append.ts';

/** A Service without a namespace among objects that all state one and the same. */
export interface LeftOutNamespace {
  readonly service: Service;
  readonly namespace: string;
  /** What it selects there. */
  readonly workload: Workload;
}

/** So many objects beside it must state the namespace: one may be as odd as the other. */
const ENOUGH = 2;

/** `backendsOf` are the workloads that a Service selects. */
export function findLeftOutNamespaces(
  model: Model,
  backendsOf: (service: Service) => readonly Workload[],
): readonly LeftOutNamespace[] {
  const candidates = model.services.filter(({ resource }) => statesNone(resource));
  if (candidates.length === 0) return [];
  const folders = new Map<string, Resource[]>();
  for (const resource of model.resources) {
    if (isNamespaced(resource)) append(folders, resource.file.directory, resource);
  }
  const kustomized = new Set(
    model.kustomizations.flatMap(({ directory, resources }) => [directory, ...resources]),
  );
  return candidates.flatMap((service) => {
    const { file } = service.resource;
    if (kustomized.has(file.path) || kustomized.has(file.directory)) return [];
    const namespace = sharedNamespace(service.resource, folders.get(file.directory) ?? []);
    if (namespace === undefined) return [];
    const workload = backendsOf(service).find(
      ({ resource }) =>
        resource.file.directory === file.directory && resource.namespace === namespace,
    );
    return workload === undefined ? [] : { service, namespace, workload };
  });
}

function statesNone({ namespace, namespaceAt, standing }: Resource): boolean {
  return namespace === undefined && namespaceAt === undefined && standing === 'applied';
}

/** Kinds of Kubernetes itself; whether a custom one is of a namespace, no manifest tells. */
function isNamespaced({ group, kind }: Resource): boolean {
  return (!group.includes('.') || group.endsWith('.k8s.io')) && !isClusterScoped(group, kind);
}

/** The namespace that all objects state but the one. */
function sharedNamespace(odd: Resource, folder: readonly Resource[]): string | undefined {
  const others = folder.filter((it) => it !== odd);
  const namespace = others[0]?.namespace;
  return others.length >= ENOUGH && others.every((it) => it.namespace === namespace)
    ? namespace
    : undefined;
}
