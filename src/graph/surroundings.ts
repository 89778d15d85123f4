import type { Model, Resource } from '../model/index.ts';
import { directoryOf } from '../source/source-file.ts';
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

/** What near an object may hide the answer to a question about it. */
export class Surroundings {
  private readonly unreadableFolders = new Set<string>();
  private readonly generatorFolders = new Set<string>();
  private readonly remoteFolders = new Set<string>();
  private readonly workloadFolders = new Set<string>();
  private readonly customNames = new Map<string, Set<string>>();

  constructor(model: Model) {
    for (const { file } of model.unreadable) addAncestors(this.unreadableFolders, file.directory);
    for (const kustomization of model.kustomizations) {
      if (kustomization.hasRemoteResources) this.remoteFolders.add(kustomization.directory);
    }
    for (const { resource } of model.workloads) {
      addAncestors(this.workloadFolders, resource.file.directory);
    }
    for (const resource of model.resources) {
      if (GENERATORS.has(`${resource.group}/${resource.kind}`)) {
        addAncestors(this.generatorFolders, resource.file.directory);
      } else if (!BUILT_IN_GROUP.test(resource.group)) {
        const folder = resource.file.directory;
        const names = this.customNames.get(folder) ?? new Set<string>();
        names.add(resource.name.value);
        this.customNames.set(folder, names);
      }
    }
  }

  /** Whether any workload is written in the folder, below it, or below the folder above it. */
  hasWorkloadsNear({ file }: Resource): boolean {
    return this.workloadFolders.has(directoryOf(file.directory));
  }

  /**
   * The reason why something that `resource` needs, and that would bear one of `names`, may exist
   * without being in view; undefined where there is none.
   */
  mayHide(resource: Resource, names: readonly string[]): UnknownReason | undefined {
    if (resource.standing === 'kustomize-member') return 'kustomize';
    const folder = resource.file.directory;
    if (this.unreadableFolders.has(folder)) return 'unreadable';
    if (this.remoteFolders.has(folder)) return 'kustomize';
    if (this.generatorFolders.has(folder)) return 'made-elsewhere';
    for (const at of [folder, directoryOf(folder)]) {
      for (const custom of this.customNames.get(at) ?? []) {
        if (names.some((name) => name === custom || name.startsWith(`${custom}-`))) {
          return 'made-elsewhere';
        }
      }
    }
    return undefined;
  }
}

/** The folder itself and all above it: a question is open when something below is unreadable. */
function addAncestors(folders: Set<string>, directory: string): void {
  for (let at = directory; !folders.has(at); at = directoryOf(at)) {
    folders.add(at);
    if (at === '') return;
  }
}
