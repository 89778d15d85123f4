import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';

const require = createRequire(import.meta.url);

/**
 * The `yaml` package, evaluated when it is first needed: most runs never need it, and it takes longer
 * than all the rest of a small one. The bundles hold it and evaluate it here, too (src/bundle.mjs).
 */
export function lazyYaml(): typeof Yaml {
  return require('yaml') as typeof Yaml;
}
