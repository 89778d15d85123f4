import { Ajv } from 'ajv';
import type { ConfigFile } from './config-file.ts';
import schema from './schema/config.schema.json' with { type: 'json' };

/**
 * Whether a value is a configuration; `errors` says why not. The bundles hold what this compiles to,
 * and neither ajv nor the schema (src/bundle.mjs).
 */
export const isConfigFile = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<ConfigFile>(
  schema,
);
