import { expect, test } from 'vitest';
import { complaints } from './support.ts';

const FILE = '.k8s-svc-lint.yaml';

/** `line:column: message` of each complaint. */
async function said(text: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return (await complaints(text, more)).map((line) =>
    line
      .replace(new RegExp(`^\\${FILE}:`), '')
      .replace(/-\d+:\d+: error: (.*) \[configuration\]$/, ': $1'),
  );
}

test.each([
  ['rulez: {}', '1:1: unknown key "rulez"; did you mean "rules"?'],
  ['external: {service: [cart]}', '1:12: unknown key "service"; did you mean "services"?'],
  ['world: Closed', '1:8: world: "Closed" is none of open, closed; did you mean "closed"?'],
  ['nodes: hidden', '1:8: nodes: "hidden" is none of private, public'],
  [
    'namespace: Shop',
    '1:12: namespace: "Shop" is not a name of a namespace: lower case letters, digits and dashes',
  ],
  ['exclude: old/', '1:10: exclude: "old/" where a list is expected'],
  ['plugins: {a: 1}', '1:1: plugins: a mapping where a list is expected'],
  ['kubernetesVersion: newest', '1:20: kubernetesVersion: "newest" is not a version such as 1.37'],
  ['kubernetesVersion: 3', '1:20: kubernetesVersion: 3 is not a version such as 1.37'],
  ['nodePortRange: 40000', '1:16: nodePortRange: 40000 where a text is expected'],
  ['nodePortRange: 9-1', '1:16: nodePortRange: from 1 to 65535, the lower number first'],
  ['overrides: [{rules: {}}]', '1:14: overrides: the key "files" is missing'],
  ['external: {pods: [{labels: {}}]}', '1:20: labels: nothing is named here'],
  [
    'rules: {service-selects-no-pod: warn}',
    '1:33: service-selects-no-pod: "warn" is none of off, error, warning, info; did you mean "warning"?',
  ],
  [
    'rules: {service-selects-nopod: off}',
    '1:9: no rule "service-selects-nopod"; did you mean "service-selects-no-pod"?',
  ],
  [
    'overrides: [{files: a, rules: {zzz: off}}]',
    '1:32: no rule "zzz"; `k8s-svc-lint rules` lists all',
  ],
  [
    'rules: {rule-crashed: off}',
    '1:9: rule-crashed says that the linter failed, and cannot be set',
  ],
  ['world: open\nworld: closed', '2:1: the key "world" stands twice'],
  ['- rules', '1:3: a configuration is a mapping: keys with values'],
  ['rules: {{ severities }}', '1:8: this is a template; a configuration is plain YAML or JSON'],
  ['world: open\n---\nworld: closed', '2:1: one document is enough'],
  [
    'extends: k8s-svc-lint:strickt',
    '1:10: no preset "k8s-svc-lint:strickt"; did you mean "k8s-svc-lint:strict"?',
  ],
  ['extends: ./base.yaml', '1:10: "base.yaml": no such file or folder'],
  [
    'extends: "@shop/rules"',
    '1:10: no package "@shop/rules" in any node_modules from here up; a file begins with ./',
  ],
  [
    'plugins: [./carts.js]',
    '1:11: plugin "./carts.js": no such file, and no such package in node_modules',
  ],
])('%s', async (text, message) => {
  expect(await said(text)).toEqual([message]);
});

test('everything that is wrong is told at once, in the order of the file', async () => {
  expect(await said('worlds: open\nnodes: 1\nrules:\n  syntax: high\n')).toEqual([
    '1:1: unknown key "worlds"; did you mean "world"?',
    '2:8: nodes: 1 is none of private, public',
    '4:11: syntax: "high" is none of off, error, warning, info',
  ]);
});

test('what extends itself, over however many files, is told with the circle', async () => {
  const circle = {
    'one/base.yaml': 'extends: ../two/base.yaml',
    'two/base.yaml': 'extends: ../one/base.yaml',
  };
  expect(await complaints('extends: ./one/base.yaml', circle)).toEqual([
    'two/base.yaml:1:10-1:26: error: extends itself: one/base.yaml → two/base.yaml → one/base.yaml [configuration]',
  ]);
});

test('bases that fan out without end are given up', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, depth) => [
      `${depth}.yaml`,
      `extends: [./${depth + 1}.yaml, ./${depth + 1}.yaml]`,
    ]),
  );
  const [line] = await complaints('extends: ./0.yaml', { ...files, '30.yaml': '' });
  expect(line).toContain('extends lead to more than 100 files');
});

test('aliases of aliases, endless nesting and endless length are refused', async () => {
  const bomb = Array.from({ length: 12 }, (_, level) => {
    const items = Array.from({ length: 10 }, () => (level === 0 ? 'a' : `*x${level - 1}`));
    return `x${level}: &x${level} [${items.join(', ')}]\n`;
  });
  expect(await said(bomb.join(''))).toEqual([expect.stringContaining('the aliases')]);
  const small = `exclude: &a [${'a, '.repeat(300)}a]\nsets:\n${Array.from({ length: 300 }, (_, n) => `  s${n}: *a\n`).join('')}`;
  expect(await said(small)).toEqual([expect.stringContaining('too much in here')]);
  expect(await said('exclude: &a [*a]')).toEqual([expect.stringContaining('1:14')]);
  expect(await said('['.repeat(100_000))).toEqual([expect.stringContaining('levels deep')]);
  expect(await said(`exclude: [${'"carts", '.repeat(100_000)}]`)).toEqual([
    'k8s-svc-lint: .k8s-svc-lint.yaml: is larger than 500 kB',
  ]);
});

test('two configurations in one folder are one too many', async () => {
  expect(await complaints('', { '.k8s-svc-lint.json': '{}' })).toEqual([
    'k8s-svc-lint: .k8s-svc-lint.yaml and .k8s-svc-lint.json: two configurations in one folder',
  ]);
});

test('mistakes in what is extended are told where they stand', async () => {
  expect(await complaints('extends: ./base.yaml', { 'base.yaml': 'world: flat' })).toEqual([
    'base.yaml:1:8-1:12: error: world: "flat" is none of open, closed [configuration]',
  ]);
});
