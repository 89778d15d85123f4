import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `@shop/lint-rules/base.yaml`, or `@shop/lint-rules`, in the `node_modules` of `folder` and above. */
export function findInPackages(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules', name);
    if (existsSync(path)) return path;
    if (dirname(at) === at) return undefined;
  }
}

/** The file with the code of a package, as Node's `import` finds it. */
export function mainFileOf(packageFolder: string): string | undefined {
  const text = readFileSync(join(packageFolder, 'package.json'), 'utf8');
  const { exports, main } = JSON.parse(text) as { exports?: unknown; main?: unknown };
  const file = entryOf(exports) ?? (typeof main === 'string' ? main : 'index.js');
  const path = join(packageFolder, file);
  return existsSync(path) ? path : undefined;
}

/** The address of `.` under the conditions of an `import`. */
function entryOf(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (typeof exports !== 'object' || exports === null) return undefined;
  for (const [condition, target] of Object.entries(exports)) {
    if (!['.', 'node', 'import', 'module-sync', 'default'].includes(condition)) continue;
    const entry = entryOf(target);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
