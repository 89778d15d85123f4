import type { Field } from '../parse/index.ts';

/** `Deployment/cart`, or `Deployment/*`: the objects that a patch changes. */
export type PatchTarget = string;

/** The patches of a kustomization by how it is known what they change. */
export interface Patches {
  /** What they say themselves. */
  readonly targets: readonly PatchTarget[];
  /** Files whose objects are what they change. */
  readonly files: readonly string[];
  /** Some change what nobody can tell. */
  readonly changeAnything: boolean;
}

export function readPatches(root: Field): Patches {
  const targets: PatchTarget[] = [];
  const files: string[] = [];
  let changeAnything = false;
  const add = (target: PatchTarget | undefined): void => {
    if (target === undefined) changeAnything = true;
    else targets.push(target);
  };
  for (const name of ['patchesStrategicMerge', 'patchesJson6902', 'patches']) {
    for (const patch of root.get(name).items()) {
      if (patch.get('target').exists) {
        add(selectedBy(patch.get('target')));
        continue;
      }
      // Long ago the entries were file names or the patches themselves.
      const text = (patch.get('path').text() ?? patch.get('patch').text() ?? patch.text())?.value;
      if (text === undefined || text.includes('\n')) add(text && describedIn(text));
      else files.push(text);
    }
  }
  return { targets, files, changeAnything };
}

export function isPatched(
  { kind, name }: { readonly kind: string; readonly name: string },
  targets: ReadonlySet<PatchTarget>,
): boolean {
  return targets.has(`${kind}/${name}`) || targets.has(`${kind}/*`);
}

/** The name is a pattern: what is more than a plain one may mean any. */
function selectedBy(target: Field): PatchTarget | undefined {
  const kind = target.get('kind').text()?.value;
  const name = target.get('name').text()?.value ?? '';
  if (kind === undefined) return undefined;
  return `${kind}/${/^[\w-]+$/.test(name) ? name : '*'}`;
}

function describedIn(patch: string): PatchTarget | undefined {
  const kind = /^kind: *["']?(\w+)/m.exec(patch)?.[1];
  const name = /^metadata:(?:\n[ #].*|\n)*?\n +name: *["']?([\w.-]+)/m.exec(patch)?.[1];
  return kind === undefined || name === undefined ? undefined : `${kind}/${name}`;
}
