import {
  isClusterScoped,
  type Model,
  type Resource,
  type Service,
  type Workload,
} from '../model/index.ts';

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
  const folders = new Map<string, Folder>();
  for (const resource of model.resources) {
    if (!isNamespaced(resource)) continue;
    const { directory } = resource.file;
    const folder = folders.get(directory) ?? new Folder();
    folders.set(directory, folder.with(resource));
  }
  const kustomized = new Set(
    model.kustomizations.flatMap(({ directory, resources }) => [directory, ...resources]),
  );
  return candidates.flatMap((service) => {
    const { file } = service.resource;
    if (kustomized.has(file.path) || kustomized.has(file.directory)) return [];
    const namespace = folders.get(file.directory)?.sharedByAllButOne;
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

/** What the objects of one folder say of their namespaces. */
class Folder {
  private readonly stated = new Set<string>();
  private stating = 0;
  private silent = 0;

  with({ namespace }: Resource): this {
    if (namespace === undefined) {
      this.silent++;
    } else {
      this.stating++;
      this.stated.add(namespace);
    }
    return this;
  }

  /** The namespace that all objects state but a single one, which states none. */
  get sharedByAllButOne(): string | undefined {
    const [namespace, ...more] = this.stated;
    const isShared = more.length === 0 && this.stating >= ENOUGH;
    return isShared && this.silent === 1 ? namespace : undefined;
  }
}
