import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './command.ts';

/**
 * Where a package lies that only some tests want, and that is too large for everybody to install:
 * `npm install --no-save <name>`, or anywhere else, which `OPTIONAL_PACKAGES` then names.
 */
export function optionalPackage(name: string): string | undefined {
  return [ROOT, process.env['OPTIONAL_PACKAGES'] ?? ROOT]
    .map((it) => path.resolve(it, 'node_modules', name))
    .find((it) => existsSync(it));
}
