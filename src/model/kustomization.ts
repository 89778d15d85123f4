import type { Document, Field } from '../parse/index.ts';
import { readPatches, type PatchTarget } from './patch-target.ts';

/** A `kustomization.yaml`: which files it takes, and what it does to the objects in them. */
export interface Kustomization {
  readonly document: Document;
  readonly directory: string;
  /** Files and folders it takes resources from, relative to the current directory. */
  readonly resources: readonly string[];
  /** Takes something that is not in the tree: a URL, or a chart. */
  readonly hasRemoteResources: boolean;
  /** Files that are patches and no objects. */
  readonly patches: readonly string[];
  /** The objects that patches change, as far as the kustomization itself says it. */
  readonly patchTargets: readonly PatchTarget[];
  /** Patches that say themselves, each in its file, which object they change. */
  readonly patchesByName: readonly string[];
  /** Makes all objects other than they are written, or any: names or fields. */
  readonly changesObjects: boolean;
  /** Adds labels to all objects, mostly to their selectors and templates too. */
  readonly addsLabels: boolean;
  /** Moves all objects to one namespace, whatever they state. */
  readonly setsNamespace: boolean;
}

const FILE_NAMES = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

export function isKustomizationFile(path: string): boolean {
  return FILE_NAMES.test(path);
}

/** The lists whose presence means that no object is applied as it stands (S-1033). */
const TRANSFORMERS = [
  'namePrefix',
  'nameSuffix',
  'components',
  'replacements',
  'vars',
  'transformers',
  'configurations',
];

export function readKustomization(document: Document): Kustomization | undefined {
  if (!isKustomizationFile(document.file.path)) return undefined;
  const { root } = document;
  if (root.shape !== 'mapping') return undefined;
  const { directory } = document.file;
  const listed = ['resources', 'bases', 'components', 'crds'].flatMap((name) =>
    texts(root.get(name)),
  );
  const local = listed.filter((entry) => !isRemote(entry));
  const patches = readPatches(root);
  return {
    document,
    directory,
    resources: local.map((entry) => joinDirectory(directory, entry)),
    hasRemoteResources:
      local.length < listed.length ||
      root.get('helmCharts').exists ||
      root.get('generators').exists,
    patches: [
      ...texts(root.get('patchesStrategicMerge')),
      ...['patches', 'patchesJson6902'].flatMap((name) =>
        root
          .get(name)
          .items()
          // Long ago the entries were file names.
          .flatMap((patch) => (patch.get('path').text() ?? patch.text())?.value ?? []),
      ),
    ]
      .filter((entry) => !entry.includes('\n'))
      .map((entry) => joinDirectory(directory, entry)),
    patchTargets: patches.targets,
    patchesByName: patches.files.map((entry) => joinDirectory(directory, entry)),
    changesObjects:
      patches.changeAnything ||
      root.get('kind').value() === 'Component' ||
      TRANSFORMERS.some((name) => root.get(name).exists),
    addsLabels: root.get('commonLabels').exists || root.get('labels').exists,
    setsNamespace: root.get('namespace').exists,
  };
}

function texts(list: Field): string[] {
  return list.items().flatMap((item) => item.text()?.value ?? []);
}

function isRemote(entry: string): boolean {
  return /:\/\/|^git@|^[\w.-]+\.(?:com|io|org|net)\/|\?ref=/.test(entry);
}

/** `overlays/prod` + `../../base` = `base`. */
export function joinDirectory(directory: string, relative: string): string {
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
