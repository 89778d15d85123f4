import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import schema from '../src/report/schema/findings.schema.json' with { type: 'json' };
import { ROOT, run } from './support/command.ts';

const APPS = path.join(ROOT, 'fixtures/apps');
const apps = readdirSync(APPS).filter((it) => !it.includes('.'));
const VERSION = '0.0.0-golden';

/** What the release is called is no part of what is compared. */
function withoutVersion(text: string): string {
  return text.replace(
    /("(?:semanticVersion|version)":")\d+\.\d+\.\d+[^"]*(","informationUri|"\},"summary)/,
    `$1${VERSION}$2`,
  );
}

let repository = '';
beforeAll(() => {
  repository = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-'));
  mkdirSync(path.join(repository, '.git'));
  for (const app of apps) {
    cpSync(path.join(APPS, app, 'input'), path.join(repository, app), { recursive: true });
  }
});
afterAll(() => {
  rmSync(repository, { recursive: true });
});

describe.each(apps)('%s', (app) => {
  // In a repository of its own, whether or not this is one.
  const cwd = (): string => path.join(repository, app);
  const lint = (...args: string[]): string =>
    run(['.', '--min-severity', 'info', ...args], { cwd: cwd() }).stdout;
  const golden = (name: string): string => path.join(APPS, app, 'expected', name);

  test('text', async () => {
    const { stdout, stderr } = run(['.', '--min-severity', 'info'], { cwd: cwd() });
    await expect(stdout).toMatchFileSnapshot(golden('text.txt'));
    await expect(stderr).toMatchFileSnapshot(golden('summary.txt'));
  });

  test('JSON, as its schema says', async () => {
    const text = lint('--format', 'json');
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
    formats.default(ajv);
    const isValid = ajv.compile(schema);
    expect(isValid(JSON.parse(text)), JSON.stringify(isValid.errors)).toBe(true);
    await expect(withoutVersion(text)).toMatchFileSnapshot(golden('findings.json'));
  });

  test('SARIF', async () => {
    const log = JSON.parse(withoutVersion(lint('--format', 'sarif'))) as SarifLog;
    for (const run of log.runs) keepUsedRules(run);
    await expect(`${JSON.stringify(log, null, 2)}\n`).toMatchFileSnapshot(golden('findings.sarif'));
  });

  test('GitHub', async () => {
    await expect(lint('--format', 'github')).toMatchFileSnapshot(golden('github.txt'));
  });

  test('terminal', async () => {
    await expect(lint('--color=always')).toMatchFileSnapshot(golden('colored.txt'));
  });
});

test.each([
  ['gitlab', 'gitlab.json'],
  ['junit', 'junit.xml'],
  ['checkstyle', 'checkstyle.xml'],
  ['rdjson', 'rdjson.json'],
  ['markdown', 'comment.md'],
])('the shop as %s', async (format, name) => {
  const cwd = path.join(repository, 'shop');
  const { stdout } = run(['.', '--min-severity', 'info', '--format', format], { cwd });
  await expect(stdout).toMatchFileSnapshot(path.join(APPS, 'shop/expected', name));
});

interface SarifRun {
  tool: { driver: { rules: { id: string; help: { markdown?: string } }[] } };
  results: { ruleId: string; ruleIndex?: number }[];
}

interface SarifLog {
  runs: SarifRun[];
}

/** A new rule, or a new page of a rule, is no change of an app's findings. */
function keepUsedRules({ tool, results }: SarifRun): void {
  const { driver } = tool;
  for (const result of results) {
    expect(driver.rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    delete result.ruleIndex;
  }
  const used = new Set(results.map(({ ruleId }) => ruleId));
  expect(driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).sort());
  driver.rules = driver.rules.filter(({ id }) => used.has(id));
  for (const { help } of driver.rules) {
    expect(help.markdown).toMatch(/^# /);
    delete help.markdown;
  }
}

/** No manifest makes a rule crash; those that need a whole cluster of their own have examples. */
const NOT_IN_THE_SHOP = new Set(['rule-crashed']);

const ISSUE_RULES = [
  'service-selects-no-pod',
  'service-selector-near-miss',
  'service-target-port-unresolved',
  'service-target-port-unresolved-on-some-pods',
  'service-target-port-is-quoted-number',
  'service-target-port-undeclared',
  'service-target-port-contradicted',
  'service-protocol-mismatch',
  'external-name-used-for-http',
  'external-name-is-ip-address',
  'node-port-on-private-nodes',
  'workload-selector-mismatch',
  'ingress-backend-missing',
  'ingress-backend-port-missing',
  'statefulset-service-missing',
  'statefulset-service-not-headless',
  'probe-port-unresolved',
  'syntax',
  'file-not-rendered',
];

test('the shop makes every mistake that a single shop can make', () => {
  const { stdout } = run(['shop/input', '--min-severity', 'info'], { cwd: APPS });
  const found = new Set([...stdout.matchAll(/\[([a-z0-9-]+)\]$/gm)].map((it) => it[1]));
  const known = rules.map(({ id }) => id).filter((id) => !NOT_IN_THE_SHOP.has(id));
  expect([...ISSUE_RULES].filter((id) => !found.has(id))).toEqual([]);
  expect(known).toEqual(expect.arrayContaining([...found]));
});

test.each(['numbers', 'bookshop'])('%s is clean', (app) => {
  const { stdout, status } = run([`${app}/input`], { cwd: APPS });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
});
