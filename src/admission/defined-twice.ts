import { describeResource, type Kustomization, type Resource } from '../model/index.ts';
import { refusalOf } from './admission.ts';
import { groupBy, identityOf } from './identity.ts';
import type { Refusal } from './refusal.ts';
import { isServed } from './served.ts';

/** Objects that stand twice in what is certainly applied together: a file, or a kustomization. */
export function findDefinedTwice(
  resources: readonly Resource[],
  kustomizations: readonly Kustomization[],
): readonly Refusal[] {
  const byFile = groupBy(resources, ({ file }) => file.path);
  const applied = [...byFile.values()].map((inFile) =>
    inFile.filter(({ standing }) => standing === 'applied'),
  );
  return [
    ...applied.flatMap(findRepeated),
    ...kustomizations.flatMap(({ resources: files }) =>
      findListedTwice([...new Set(files)].map((file) => byFile.get(file) ?? [])),
    ),
  ];
}

/** One identity in two files of a kustomization: kustomize refuses to join them, whatever they hold. */
function findListedTwice(files: readonly (readonly Resource[])[]): Refusal[] {
  const first = new Map<string, Resource>();
  const refusals: Refusal[] = [];
  for (const resource of files.flat()) {
    const identity = identityOf(resource);
    if (identity === undefined) continue;
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, resource);
    else if (earlier.file !== resource.file) {
      const name = describeResource(resource);
      refusals.push({
        code: 'defined-twice',
        at: resource.name,
        message: `${name} stands in two files of one kustomization, and kustomize refuses to build it; give one of them another name`,
        other: { message: `${name} stands here too`, at: earlier.name },
      });
    }
  }
  return refusals;
}

/** One identity twice in a file, with different content: the later replaces the earlier, or fails. */
function findRepeated(resources: readonly Resource[]): Refusal[] {
  const first = new Map<string, Resource>();
  const refusals: Refusal[] = [];
  for (const resource of resources) {
    const identity = identityOf(resource);
    // What a controller makes of a second version of its own kinds, nobody here can know.
    if (identity === undefined || isServed(resource) !== true) continue;
    if (refusalOf(resource) !== undefined) continue;
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, resource);
    else if (contentOf(earlier) !== contentOf(resource)) {
      const name = describeResource(resource);
      refusals.push({
        code: 'defined-twice',
        at: resource.name,
        message: `${name} stands in this file a second time, with other content; kubectl apply keeps the last, kubectl create refuses it`,
        other: { message: `${name} stands here first`, at: earlier.name },
      });
    }
  }
  return refusals;
}

/** The text of an object without comments and indentation. */
function contentOf({ fields }: Resource): string {
  const extent = fields.extent();
  if (extent === undefined) return '';
  const text = fields.document.file.text.slice(extent.start, extent.end);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');
}
