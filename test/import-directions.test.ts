import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const directionRules = [
  '@typescript-eslint/no-restricted-imports',
  'no-restricted-syntax',
  'no-restricted-globals',
];

// Only the rules in question, and no types: the files need not exist.
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: path.join(root, '.eslintrc.cjs'),
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false, project: false } },
  },
  ruleFilter: ({ ruleId }) => directionRules.includes(ruleId),
});

async function complaints(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map((it) => it.message);
}

test.each([
  ['src/parse/x.ts', `import { a } from '../source/a.ts';`],
  ['src/parse/x.ts', `import { parseAllDocuments } from 'yaml';`],
  ['src/parse/x.ts', `import type { Service } from 'kubernetes-types/core/v1.js';`],
  ['src/model/x.ts', `import { a } from './a.ts';`],
  ['src/model/service/x.ts', `import { a } from '../port.ts';`],
  ['src/model/service/x.ts', `import { a } from '../../parse/a.ts';`],
  ['src/graph/x.ts', `import type { Field } from '../parse/field.ts';`],
  ['src/report/x.ts', `import type { Finding } from '../engine/finding.ts';`],
  ['src/report/x.ts', `export type { Finding } from '../engine/finding.ts';`],
  ['src/cli/commands/x.ts', `import { a } from '../../engine/a.ts';\nprocess.exit(a);`],
  ['src/cli/main.ts', `await import('../report/index.ts');`],
  ['src/cli/main.ts', `import { rules } from '../../rules/index.ts';`],
  ['src/source/discover.ts', `import { readdirSync } from 'node:fs';\nimport 'globby';`],
  ['src/index.ts', `export { lint } from './engine/lint.ts';`],
  ['src/index.ts', `export { rules } from '../rules/index.ts';`],
  ['src/testing.ts', `export { a } from './index.ts';`],
  ['rules/service-selects-no-pod/rule.ts', `import { a } from '../../src/rule/index.ts';`],
])('%s may say: %s', async (file, text) => {
  expect(await complaints(file, text)).toEqual([]);
});

test.each([
  [
    'src/source/x.ts',
    `import { a } from '../parse/a.ts';`,
    'src/source may import no other folder',
  ],
  ['src/parse/x.ts', `import { a } from '../model/a.ts';`, 'src/parse may import source'],
  ['src/model/x.ts', `import { a } from '../graph/a.ts';`, 'src/model may import parse, source'],
  ['src/model/a/b.ts', `import { a } from '../../graph/a.ts';`, 'src/model may import'],
  ['src/model/x.ts', `export { a } from '../graph/a.ts';`, 'src/model may import'],
  ['src/model/x.ts', `import type { A } from '../graph/a.ts';`, 'src/model may import'],
  ['src/model/x.ts', `await import('../graph/a.ts');`, 'src/model may import'],
  ['src/model/x.ts', `import { parse } from 'yaml';`, 'only src/parse may import yaml'],
  ['src/model/x.ts', `import { parse } from 'yaml/util';`, 'only src/parse may import yaml'],
  ['src/graph/x.ts', `import { a } from '../rule/a.ts';`, 'src/graph may import'],
  ['src/rule/x.ts', `import { a } from '../engine/a.ts';`, 'src/rule may import'],
  ['src/engine/x.ts', `import { a } from '../report/a.ts';`, 'src/engine may import'],
  ['src/engine/x.ts', `import { rules } from '../../rules/index.ts';`, 'src/engine may import'],
  ['src/engine/x.ts', `import { a } from '../index.ts';`, 'src/engine may import'],
  ['src/engine/x.ts', `import { readFile } from 'node:fs/promises';`, 'may touch the file system'],
  ['src/engine/x.ts', `await import('node:fs');`, 'may touch the file system'],
  ['src/engine/x.ts', `process.exit(1);`, 'may touch the file system or process'],
  ['src/source/x.ts', `import { readFile } from 'node:fs/promises';`, 'may touch the file system'],
  ['src/source/discover.ts', `import { a } from '../parse/a.ts';`, 'src/source may import'],
  ['src/report/x.ts', `import { a } from '../engine/a.ts';`, 'types of engine'],
  ['src/report/x.ts', `import type { A } from '../fix/a.ts';`, 'src/report may import'],
  ['src/config/x.ts', `import { a } from '../graph/a.ts';`, 'src/config may import'],
  ['src/lsp/x.ts', `import { a } from '../cli/a.ts';`, 'src/lsp may import'],
  ['src/index.ts', `export { main } from './cli/main.ts';`, 'src/*.ts may import'],
  ['src/index.ts', `export { graph } from './graph/graph.ts';`, 'src/*.ts may import'],
  ['rules/a/rule.ts', `import { a } from '../../src/graph/graph.ts';`, 'a rule imports'],
  ['rules/a/rule.ts', `import { a } from '../b/rule.ts';`, 'a rule imports'],
  ['rules/a/rule.ts', `import { a } from 'node:path';`, 'a rule imports'],
])('%s may not say: %s', async (file, text, message) => {
  const found = await complaints(file, text);
  expect(found).not.toEqual([]);
  for (const it of found) expect(it).toContain(message);
});

test('every folder of src stands in the table of .eslintrc.cjs', async () => {
  const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true })
    .filter((it) => it.isDirectory())
    .map((it) => it.name);
  for (const folder of folders) {
    const config: unknown = await eslint.calculateConfigForFile(
      path.join(root, 'src', folder, 'x.ts'),
    );
    expect(config, `src/${folder}`).toHaveProperty([
      'rules',
      '@typescript-eslint/no-restricted-imports',
    ]);
  }
});
