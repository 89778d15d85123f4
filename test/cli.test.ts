import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { REPORT_FORMATS } from '../src/report/index.ts';
import { bundleInto } from './support/command-bundle.ts';
import { broken, CLEAN, filesOf, folderOf, outcome, ROOT, run } from './support/command.ts';

const SHOP = path.join(ROOT, 'fixtures/apps/shop/input');
const BOOKSHOP = path.join(ROOT, 'fixtures/apps/bookshop/input');

/** One warning. */
const WARNING = path.join(SHOP, 'store/events.yaml');
describe('exit codes', () => {
  test('0: nothing at or above the threshold', () => {
    expect(run([BOOKSHOP]).status).toBe(0);
    expect(run([WARNING]).status).toBe(0);
    expect(run([SHOP, '--fail-on', 'never']).status).toBe(0);
  });

  test('1: findings', () => {
    expect(run([SHOP]).status).toBe(1);
    expect(run([WARNING, '--fail-on', 'warning']).status).toBe(1);
    expect(run([SHOP, '--fail-on', 'info']).status).toBe(1);
  });

  test('2: no Kubernetes object, unless that is allowed', () => {
    const cwd = folderOf({ 'values.yaml': 'replicas: 2\n' });
    expect(outcome(['.'], { cwd })).toEqual([
      2,
      '',
      'k8s-svc-lint: no Kubernetes object found in 1 file; --allow-empty if that is as it should be\nno findings (1 file, 0 resources; 1 file without a Kubernetes object)\n',
    ]);
    expect(run(['.', '--allow-empty'], { cwd }).status).toBe(0);
    expect(run(['.'], { cwd: folderOf({}) }).status).toBe(2);
    expect(run(['.', '--allow-empty'], { cwd: folderOf({}) }).status).toBe(0);
    expect(run(['-'], { input: '' }).status).toBe(2);
  });

  test('2: an unreadable path, and the rest of the work is done', () => {
    const cwd = folderOf({ 'cart.yaml': broken() });
    const [status, stdout, stderr] = outcome(['nowhere.yaml', 'cart.yaml'], { cwd });
    expect(status).toBe(2);
    expect(filesOf(stdout)).toEqual(['cart.yaml']);
    expect(stderr).toContain('k8s-svc-lint: nowhere.yaml: no such file or folder\n');
  });

  test('templates alone: 2, and how to render them', () => {
    const cwd = folderOf({ 'a.yaml': 'name: {{ .Values.name }}\nkind: {{ .Values.kind }}\n' });
    const [status, , stderr] = outcome(['a.yaml'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('helm template');
  });
});

test('2: a rule that crashes, named; the other rules go on', async () => {
  const crash: Plugin = {
    name: 'crash',
    setup(esbuild) {
      esbuild.onLoad({ filter: /rules[\\/]service-selects-no-pod[\\/]rule\.ts$/ }, () => ({
        loader: 'ts',
        resolveDir: path.join(ROOT, 'rules/service-selects-no-pod'),
        contents: `import { defineRule } from '../../src/rule/index.ts';
          export default defineRule({ id: 'service-selects-no-pod', title: 'x', category: 'ports',
            severity: 'warning', assumes: 'nothing', references: ['x'], messages: {},
            check() { throw new Error('no such luck'); } });`,
      }));
    },
  };
  const command = await bundleInto(folderOf({}), crash);
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, '-'], {
    input: broken(),
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/error: .*service-selects-no-pod.*no such luck.* \[rule-crashed\]$/m);
  expect(stdout).toContain('[service-target-port-unresolved]');
  expect(stderr).not.toContain('    at ');
  expect(status).toBe(2);
});

describe('options', () => {
  test('--node-port-range is what node ports are held against', () => {
    const cwd = folderOf({
      'kiosk.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: kiosk}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 8080}]}\n',
    });
    expect(run(['.'], { cwd }).stdout).toContain('[node-port-out-of-range]');
    expect(run(['.', '--node-port-range', '8000-9000'], { cwd }).stdout).toBe('');
  });

  test('--min-severity and --fail-on info decide what is shown and counted', () => {
    const severities = (...args: string[]): string[] => {
      const { summary, findings } = JSON.parse(run([SHOP, '--format', 'json', ...args]).stdout) as {
        summary: Record<string, number>;
        findings: { severity: string }[];
      };
      const shown = findings.map(({ severity }) => severity);
      for (const severity of ['error', 'warning', 'info']) {
        expect(summary[`${severity}s`]).toBe(shown.filter((it) => it === severity).length);
      }
      return [...new Set(shown)].sort();
    };
    expect(severities()).toEqual(['error', 'warning']);
    expect(severities('--min-severity', 'error')).toEqual(['error']);
    expect(severities('--min-severity', 'info')).toEqual(['error', 'info', 'warning']);
    expect(severities('--fail-on', 'info')).toEqual(['error', 'info', 'warning']);
  });

  test('--world closed makes what is absent an error', () => {
    const file = path.join(SHOP, 'store/reviews.yaml');
    expect(run([file]).status).toBe(0);
    const { status, stdout } = run([file, '--world', 'closed']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/: error: .* \[service-selects-no-pod\]\n$/);
  });

  test('--nodes private is evidence', () => {
    const kiosk = readFileSync(path.join(SHOP, 'store/kiosk.yaml'), 'utf8').split('---\n');
    const input = kiosk.slice(0, 2).join('---\n');
    expect(run(['-'], { input }).stdout).toBe('');
    expect(run(['-', '--nodes', 'private'], { input }).stdout).toContain(
      '[node-port-on-private-nodes]',
    );
    expect(run(['-', '--nodes', 'public'], { input }).stdout).toBe('');
  });

  test('--namespace is the namespace of objects that state none', () => {
    const input = broken().replace(
      'name: cart}\nspec:\n  selector',
      'name: cart, namespace: shop}\nspec:\n  selector',
    );
    expect(filesOf(run(['-'], { input }).stdout)).toEqual(['<stdin>']);
    expect(filesOf(run(['-', '--namespace', 'shop'], { input }).stdout)).toEqual(['<stdin>']);
    const elsewhere = run(['-', '--namespace', 'warehouse'], { input }).stdout;
    expect(elsewhere).not.toContain('service-target-port-unresolved');
  });

  test('--quiet says nothing on standard error', () => {
    const [status, stdout, stderr] = outcome([SHOP, '--quiet']);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).not.toBe('');
  });

  test('--quiet still says why the job was not done', () => {
    expect(outcome(['nowhere', '--quiet'])).toEqual([
      2,
      '',
      'k8s-svc-lint: nowhere: no such file or folder\n',
    ]);
  });

  test('--kubernetes-version is a version', () => {
    expect(run([BOOKSHOP, '--kubernetes-version', '1.31']).status).toBe(0);
    expect(run([BOOKSHOP, '--kubernetes-version', 'v1.31.2']).status).toBe(0);
  });

  test('--version, anywhere', () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(outcome(['--version'])).toEqual([0, `${version}\n`, '']);
    expect(outcome(['-v'])).toEqual([0, `${version}\n`, '']);
    expect(outcome(['shop', '--version'])).toEqual([0, `${version}\n`, '']);
  });

  test('--help shows every option, every command and every exit code', () => {
    const [status, stdout, stderr] = outcome(['--help']);
    expect([status, stderr]).toEqual([0, '']);
    for (const text of [
      '--format',
      '--fail-on',
      '--namespace',
      '--world',
      '--nodes',
      '--min-severity',
      '--quiet',
      '--color',
      '--allow-empty',
      '--max-document-size',
      '--kubernetes-version',
      'explain',
      'rules',
      'matcher',
      'Exit codes',
    ]) {
      expect(stdout).toContain(text);
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(outcome(['-h'])).toEqual([0, stdout, '']);
    expect(run(['explain', '--help']).stdout).toContain('<rule>');
    expect(run(['rules', '--help']).stdout).toMatch(/^Usage: k8s-svc-lint rules \[options\]\n/);
  });

  test('a command that takes no arguments says so', () => {
    expect(outcome(['init', './shop'])).toEqual([
      2,
      '',
      'k8s-svc-lint: too many arguments. Expected 0 arguments but got 1 (k8s-svc-lint init --help)\n',
    ]);
  });

  test('no arguments: help, and no success', () => {
    const [status, stdout, stderr] = outcome([]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(run(['--help']).stdout);
  });
});

test.each([
  [['--formt', 'json', '.'], "unknown option '--formt' (Did you mean --format?)"],
  [['--format', 'xml', '.'], '"xml" is none of text, json, sarif, github'],
  [['--fail-on', 'fatal', '.'], 'Allowed choices are error, warning, info, never'],
  [['.', '--format'], 'argument missing'],
  [['--quiet=yes', '.'], '--quiet'],
  [['--quiet'], 'name the files or folders'],
  [['--max-document-size', 'big', '.'], '"big" is no size'],
  [['--kubernetes-version', 'latest', '.'], 'write it like 1.37'],
  [['--node-port-range', '32767-30000', '.'], '"32767-30000" is no range'],
  [['--namespace', 'My Shop', '.'], '"My Shop" is no name of a namespace'],
  [['--fail-on', 'warning', '--min-severity', 'error', '.'], 'what is not shown cannot fail'],
  [['explan', 'syntax'], 'did you mean the command "k8s-svc-lint explain"?'],
  [['explain'], 'name one rule'],
  [['explain', 'service-selects-no-pods'], 'did you mean service-selects-no-pod?'],
  [['explain', 'zzz'], '`k8s-svc-lint rules` lists them'],
  [['rules', '--format', 'sarif'], 'Allowed choices are text, json'],
  [['matcher', 'emacs'], 'matcher vscode|vscode-extension|github'],
  [[''], 'a path is empty'],
])('%j is told in one line, exit 2', (args, said) => {
  const [status, stdout, stderr] = outcome(args, { cwd: folderOf({ 'a.yaml': CLEAN }) });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(said);
  for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^k8s-svc-lint: /);
});

describe('commands', () => {
  test('explain prints the page of each rule', () => {
    for (const { id } of rules.slice(0, 3)) {
      const page = readFileSync(path.join(ROOT, 'rules', id, 'README.md'), 'utf8');
      expect(outcome(['explain', id])).toEqual([0, page, '']);
    }
  });

  test('rules lists them, as a table and as JSON', () => {
    const ids = rules.map(({ id }) => id).sort();
    const table = run(['rules']).stdout.trimEnd().split('\n');
    expect(table.map((line) => line.split(' ')[0])).toEqual(ids);
    const { rules: list } = JSON.parse(run(['rules', '--format', 'json']).stdout) as {
      rules: { id: string }[];
    };
    expect(list.map(({ id }) => id)).toEqual(ids);
  });

  test('matcher prints what is in the package', () => {
    for (const name of ['vscode', 'vscode-extension', 'github']) {
      const shipped = readFileSync(path.join(ROOT, `dist/problem-matcher/${name}.json`), 'utf8');
      expect(outcome(['matcher', name])).toEqual([0, shipped, '']);
    }
  });

  test('a folder named like a command is linted as ./folder, or behind another path', () => {
    const cwd = folderOf({ 'rules/cart.yaml': broken() });
    expect(filesOf(run(['./rules'], { cwd }).stdout)).toEqual(['rules/cart.yaml']);
    expect(filesOf(run(['--', 'rules'], { cwd }).stdout)).toEqual(['rules/cart.yaml']);
  });
});

describe('colours', () => {
  const isColored = (args: string[], env: Record<string, string> = {}): boolean =>
    run([WARNING, ...args], { env }).stdout.includes('\u001b[');

  test('are for terminals, and for those who ask', () => {
    expect(isColored([])).toBe(false);
    expect(isColored(['--color'])).toBe(true);
    expect(isColored(['--color', 'always'])).toBe(true);
    expect(isColored(['--color=auto'])).toBe(false);
    expect(isColored([], { FORCE_COLOR: '1' })).toBe(true);
    expect(isColored([], { FORCE_COLOR: '0' })).toBe(false);
  });

  test('NO_COLOR takes them away, unless they are asked for', () => {
    expect(isColored([], { NO_COLOR: '1' })).toBe(false);
    expect(isColored(['--color=always'], { NO_COLOR: '1' })).toBe(true);
    expect(isColored(['--color=never'], { FORCE_COLOR: '1' })).toBe(false);
    expect(isColored(['--no-color'], { FORCE_COLOR: '1' })).toBe(false);
  });

  test('never reach a format that a program reads', () => {
    for (const format of REPORT_FORMATS.filter((it) => it !== 'text')) {
      expect(isColored(['--color', '--format', format])).toBe(false);
    }
  });

  test('change no word', () => {
    const plain = run([SHOP]).stdout;
    const colored = run([SHOP, '--color']).stdout;
    // eslint-disable-next-line no-control-regex -- it is what colours are made of
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });
});
