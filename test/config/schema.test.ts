import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { ConfigFile } from '../../src/config/config-file.ts';
import { CONFIG_TEMPLATE } from '../../src/config/template.ts';
import { isConfigFile } from '../../src/config/validator.ts';
import { ROOT } from '../support/command.ts';
import { configure } from './support.ts';

const schema = JSON.parse(
  readFileSync(path.join(ROOT, 'src/config/schema/config.schema.json'), 'utf8'),
) as { readonly properties: Readonly<Record<string, unknown>> };

test('is a JSON Schema in the strictest sense', () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true });
  expect(ajv.validateSchema(schema)).toBe(true);
  expect(() => ajv.compile(schema)).not.toThrow();
});

test('what init writes sets nothing, and shows every key with a value that is right', async () => {
  const silent = await configure({ '.k8s-svc-lint.yaml': CONFIG_TEMPLATE });
  expect(silent.settings).toEqual({});
  const spoken = CONFIG_TEMPLATE.replace(/^#(?=[a-z]| {2})/gm, '').replace(/^plugins:/m, '#$&');
  const { settings } = await configure({ '.k8s-svc-lint.yaml': spoken });
  const shown = [...Object.keys(settings), 'extends', 'plugins', '$schema'];
  expect(shown.sort()).toEqual(Object.keys(schema.properties).sort());
});

test('the type and the schema allow the same', () => {
  const everything: Required<ConfigFile> = {
    $schema: 'config.schema.json',
    extends: ['k8s-svc-lint:strict'],
    plugins: ['./rules.mjs'],
    rules: { syntax: 'off' },
    overrides: [{ files: 'old/', rules: { syntax: 'info' }, namespace: 'shop' }],
    exclude: ['old/'],
    context: ['cluster.yaml'],
    sets: { east: ['east/'] },
    namespace: 'shop',
    world: 'closed',
    nodes: 'private',
    clusterDomain: 'cluster.local',
    kubernetesVersion: 1.37,
    nodePortRange: '30000-32767',
    external: {
      services: ['payments'],
      pods: [{ labels: { app: 'payments', tier: 1, old: true }, namespace: 'bank' }],
      namespaces: ['monitoring'],
      operators: ['acme.example/ShopStack'],
    },
    podTemplates: [
      { kind: 'Shop', group: 'acme.example', template: 'spec.pods', selector: 'spec.select' },
    ],
    suppressions: [
      { rules: ['syntax'], objects: ['cart'], files: ['old/'], reason: 'old', until: '2030-12-31' },
    ],
    failOn: 'warning',
    minSeverity: 'info',
  };
  expect(isConfigFile(everything), JSON.stringify(isConfigFile.errors)).toBe(true);
  expect(Object.keys(everything).sort()).toEqual(Object.keys(schema.properties).sort());
});

test('the example of the README is right', async () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const [, example = ''] = /The shortest useful one:\n\n```yaml\n([^`]*)```/.exec(readme) ?? [];
  const { settings } = await configure({ '.k8s-svc-lint.yaml': example });
  expect(Object.keys(settings)).toContain('external');
});
