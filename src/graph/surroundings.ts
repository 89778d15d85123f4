import type { Model, Resource } from '../model/index.ts';
import { directoryOf } from '../source/source-file.ts';
import type { External } from './external.ts';
import type { UnknownReason } from './resolution.ts';

/** Objects that stand for others which no manifest shows: charts and applications to be rendered. */
const GENERATORS = new Set([
  'helm.toolkit.fluxcd.io/HelmRelease',
  'helm.cattle.io/HelmChart',
  'argoproj.io/Application',
  'argoproj.io/ApplicationSet',
  'kustomize.toolkit.fluxcd.io/Kustomization',
  'source.toolkit.fluxcd.io/HelmRepository',
]);

/** Groups of Kubernetes itself: their objects make nothing that this project does not model. */
const BUILT_IN_GROUP = /^(?:|apps|batch|autoscaling|policy|extensions|events|[\w.-]+\.k8s\.io)$/;

/** Other kinds that only speak of Services and Pods, and make none. */
const MAKES_NOTHING = new Set([
  ...['ServiceMonitor', 'PodMonitor', 'Probe', 'PrometheusRule'].map(
    (kind) => `monitoring.coreos.com/${kind}`,
  ),
  ...['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar'].map(
    (kind) => `networking.istio.io/${kind}`,
  ),
  ...['Certificate', 'Issuer', 'ClusterIssuer'].map((kind) => `cert-manager.io/${kind}`),
  // A Rollout makes the Pods of its template, and no Service.
  ...['Rollout', 'AnalysisTemplate'].map((kind) => `argoproj.io/${kind}`),
  ...['traefik.io', 'traefik.containo.us'].flatMap((group) =>
    ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware'].map(
      (kind) => `${group}/${kind}`,
    ),
  ),
  ...['projectcontour.io/HTTPProxy', 'route.openshift.io/Route'],
  ...['elbv2.k8s.aws/TargetGroupBinding', 'keda.sh/ScaledObject'],
  ...['external-secrets.io/ExternalSecret', 'bitnami.com/SealedSecret'],
]);

/** What near an object may hide the answer to a question about it. */
export class Surroundings {
  private readonly unreadableFolders = new Set<string>();
  private readonly generatorFolders = new Set<string>();
  private readonly remoteFolders = new Set<string>();
  private readonly workloadFolders = new Set<string>();
  private readonly workloadNamespaces = new Map<string, Set<string>>();
  private readonly serviceFolders = new Set<string>();
  private readonly namespaces = new Set<string>();
  private readonly customNames = new Map<string, Set<string>>();

  /** `operators` are kinds, beside those that are known, of which a controller makes other objects. */
  constructor(
    model: Model,
    private readonly external: External,
    operators: readonly string[] = [],
  ) {
    for (const { file } of model.unreadable) addAncestors(this.unreadableFolders, file.directory);
    for (const kustomization of model.kustomizations) {
      if (kustomization.hasRemoteResources) this.remoteFolders.add(kustomization.directory);
    }
    for (const { resource } of model.workloads) {
      const { namespace, file } = resource;
      addAncestors(this.workloadFolders, file.directory);
      if (namespace === undefined) continue;
      const folders = this.workloadNamespaces.get(namespace) ?? new Set<string>();
      this.workloadNamespaces.set(namespace, folders);
      addAncestors(folders, file.directory);
    }
    for (const { resource } of model.services) {
      addAncestors(this.serviceFolders, resource.file.directory);
    }
    for (const resource of model.resources) {
      const { namespace, kind, name } = resource;
      if (namespace !== undefined) this.namespaces.add(namespace);
      else if (kind === 'Namespace') this.namespaces.add(name.value);
      const type = `${resource.group}/${kind}`;
      if (GENERATORS.has(type) || operators.includes(type)) {
        addAncestors(this.generatorFolders, resource.file.directory);
      } else if (!BUILT_IN_GROUP.test(resource.group) && !MAKES_NOTHING.has(type)) {
        const folder = resource.file.directory;
        const names = this.customNames.get(folder) ?? new Set<string>();
        names.add(resource.name.value);
        this.customNames.set(folder, names);
      }
    }
  }

  /** Whether anything in view is in that namespace. */
  isNamespaceInView(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }

  /** Whether any workload is written in the resource's folder or below. */
  holdWorkloads({ file }: Resource): boolean {
    return this.workloadFolders.has(file.directory);
  }

  /** The same, of the namespace that the resource states: what is in another one, others deploy. */
  holdWorkloadsOf({ file, namespace }: Resource): boolean {
    if (namespace === undefined) return this.workloadFolders.has(file.directory);
    return this.workloadNamespaces.get(namespace)?.has(file.directory) === true;
  }

  /** Whether anything that runs or serves is written in the resource's folder or below. */
  holdServices({ file: { directory } }: Resource): boolean {
    return this.serviceFolders.has(directory) || this.workloadFolders.has(directory);
  }

  /**
   * The reason why something that `resource` needs, and that would bear one of `names`, may exist
   * without being in view; undefined where there is none.
   */
  mayHide(resource: Resource, names: readonly string[]): UnknownReason | undefined {
    if (resource.standing === 'kustomize-member') return 'kustomize';
    if (this.external.holdsNamespace(resource.namespace)) return 'declared';
    const prefixes = names.flatMap(dashedPrefixes);
    const folder = resource.file.directory;
    if (this.unreadableFolders.has(folder)) return 'unreadable';
    if (this.remoteFolders.has(folder)) return 'kustomize';
    if (this.generatorFolders.has(folder)) return 'made-elsewhere';
    for (const at of [folder, directoryOf(folder)]) {
      const custom = this.customNames.get(at);
      if (prefixes.some((prefix) => custom?.has(prefix))) return 'made-elsewhere';
    }
    return undefined;
  }
}

/** `a-b-c` is what `a`, `a-b` and `a-b-c` may be the makers of. */
function dashedPrefixes(name: string): string[] {
  const parts = name.split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

/** The folder itself and all above it: a question is open when something below is unreadable. */
function addAncestors(folders: Set<string>, directory: string): void {
  for (let at = directory; !folders.has(at); at = directoryOf(at)) {
    folders.add(at);
    if (at === '') return;
  }
}
