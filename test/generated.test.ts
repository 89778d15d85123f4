// These tests are the generators: `vitest -u` writes the files, plain vitest refuses stale ones.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { lintExample, readExamples } from '../src/testing/example.ts';
import { readRuleFolders } from './support/rule-folders.ts';
import { renderRuleReadme } from './support/rule-readme.ts';
import { putBetweenMarks, renderRegistry, renderRuleTable } from './support/rule-table.ts';

const root = path.resolve(import.meta.dirname, '..');
const folders = await readRuleFolders();
const rules = folders.map(({ rule }) => rule);
const rows = folders.map((folder) => ({
  ...folder,
  examples: readExamples(folder.directory)
    .filter(({ isBad }) => isBad)
    .map((example) => ({
      example,
      findings: lintExample(example, folder.rule, rules).findings,
    })),
}));

/** Of the shop's errors: enough to see what the command is like. */
const LINES_SHOWN = 4;

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

test('rules/index.ts lists every folder of rules/', async () => {
  const file = path.join(root, 'rules/index.ts');
  const config = await resolveConfig(path.join(root, 'package.json'));
  const source = renderRegistry(folders.map(({ id }) => id));
  const formatted = await format(source, { ...config, parser: 'typescript' });
  await expect(formatted).toMatchFileSnapshot(file);
});

test.each(rows)('rules/$id/README.md says what the rule says', async (row) => {
  const file = path.join(row.directory, 'README.md');
  await expect(renderRuleReadme(row.rule, read(file), row.examples)).toMatchFileSnapshot(file);
});

test('rules/README.md shows every rule', async () => {
  const text = `# Rules

Each folder is one rule: \`rule.ts\`, its README and its examples, which are its tests. How to add one
stands in [CONTRIBUTING.md](../CONTRIBUTING.md). This page is written by \`vitest -u\`.

${renderRuleTable(rows, '')}
`;
  await expect(text).toMatchFileSnapshot(path.join(root, 'rules/README.md'));
});

test('the schema of the configuration tells an editor every rule and what it finds', async () => {
  const file = path.join(root, 'src/config/schema/config.schema.json');
  const schema: unknown = JSON.parse(read(file), (key, value: unknown) =>
    key === 'properties' && isRuleList(value) ? describeRules() : value,
  );
  const config = await resolveConfig(path.join(root, 'package.json'));
  const formatted = await format(JSON.stringify(schema), { ...config, parser: 'json' });
  await expect(formatted).toMatchFileSnapshot(file);
});

/** The `properties` of `rules`: those that name a rule, or nothing yet. */
function isRuleList(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'syntax' in value;
}

function describeRules(): object {
  return Object.fromEntries(
    [...rules]
      .filter(({ id }) => id !== 'rule-crashed')
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, title, severity }) => [
        id,
        { $ref: '#/definitions/severity', description: `${title} (${severity})` },
      ]),
  );
}

test('README.md shows every rule, and what the command says of the shop', async () => {
  const file = path.join(root, 'README.md');
  const said = read(path.join(root, 'fixtures/apps/shop/expected/text.txt'))
    .split('\n')
    .filter((line) => /^store\/\S+ error: /.test(line));
  const output = ['```console', '$ k8s-svc-lint ./store', ...said.slice(0, LINES_SHOWN), '```'];
  const withOutput = putBetweenMarks(read(file), 'output', output.join('\n'));
  const text = putBetweenMarks(withOutput ?? '', 'rules', renderRuleTable(rows, 'rules/'));
  expect(text, 'README.md lacks a pair of marks').toBeDefined();
  await expect(text).toMatchFileSnapshot(file);
});
