import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that holds a configuration. */
export interface ConfigPlace {
  /** Absolute. */
  readonly path: string;
  /** The key that it stands under, in a package.json. */
  readonly key: string | undefined;
}

const FILES = ['.k8s-svc-lint.yaml', '.k8s-svc-lint.yml', '.k8s-svc-lint.json'];
export const CONFIG_KEY = 'k8s-svc-lint';

/** The nearest configuration upwards from `folder`, no higher than the root of the repository. */
export function findConfig(folder: string): readonly ConfigPlace[] {
  for (let at = folder; ; at = dirname(at)) {
    const places = configsIn(at);
    if (places.length > 0 || existsSync(join(at, '.git')) || dirname(at) === at) return places;
  }
}

/** The configurations of one folder: more than one is a mistake. */
export function configsIn(folder: string): readonly ConfigPlace[] {
  const places: ConfigPlace[] = [];
  for (const name of FILES) {
    const path = join(folder, name);
    if (existsSync(path)) places.push({ path, key: undefined });
  }
  const manifest = join(folder, 'package.json');
  if (hasKey(manifest)) places.push({ path: manifest, key: CONFIG_KEY });
  return places;
}

/** Whether a package.json has our key: most only name us among their dependencies, if at all. */
function hasKey(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  try {
    const text = readFileSync(manifest, 'utf8');
    if (!text.includes(`"${CONFIG_KEY}"`)) return false;
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof data === 'object' && data !== null && Object.hasOwn(data, CONFIG_KEY);
  } catch {
    // A package.json that cannot be read is npm's to complain about.
    return false;
  }
}
