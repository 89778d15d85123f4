import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { BuildOptions, OutputFile, Plugin } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import {
  cleanEnvironment,
  COMMAND,
  folderOf,
  ROOT,
  run,
  type RunOptions,
} from './support/command.ts';

const SHOP = path.join(ROOT, 'fixtures/apps/shop/input');
const BOOKSHOP = path.join(ROOT, 'fixtures/apps/bookshop/input');

/** A Service whose name for a port nobody declares: one error. */
function broken(name = 'cart'): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  selector: {app: ${name}}
  ports: [{port: 80, targetPort: htpp}]
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  containers: [{name: ${name}, image: registry.example/${name}, ports: [{name: http, containerPort: 8080}]}]
`;
}

const LINE = /^(.*):6:34-6:38: error: targetPort "htpp" .* \[service-target-port-unresolved\]$/;
/** A Service alone: a warning when the world is closed, and nothing else. */
const WARNING = path.join(SHOP, 'store/events.yaml');
const CLEAN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: prices}\n';

function outcome(args: readonly string[], options?: RunOptions): [number | null, string, string] {
  const { status, stdout, stderr } = run(args, options);
  return [status, stdout, stderr];
}

/** The files that findings are about. */
function filesOf(stdout: string): (string | undefined)[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => LINE.exec(line)?.[1]);
}

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
  const { bundleCommand } = (await import(new URL('../src/bundle.mjs', import.meta.url).href)) as {
    bundleCommand: (more: BuildOptions) => Promise<{ outputFiles: OutputFile[] }>;
  };
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
  const { outputFiles } = await bundleCommand({ plugins: [crash] });
  const command = path.join(folderOf({ 'cli.cjs': outputFiles[0]?.text ?? '' }), 'cli.cjs');
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
  });

  test('no arguments: help, and no success', () => {
    const [status, stdout, stderr] = outcome([]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(run(['--help']).stdout);
  });
});

test.each([
  [['--formt', 'json', '.'], "unknown option '--formt' (Did you mean --format?)"],
  [['--format', 'xml', '.'], 'Allowed choices are text, json, sarif, github'],
  [['--fail-on', 'fatal', '.'], 'Allowed choices are error, warning, info, never'],
  [['.', '--format'], 'argument missing'],
  [['--quiet=yes', '.'], '--quiet'],
  [['--quiet'], 'name the files or folders'],
  [['--max-document-size', 'big', '.'], '"big" is no size'],
  [['--kubernetes-version', 'latest', '.'], 'write it like 1.37'],
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
    const list = JSON.parse(run(['rules', '--format', 'json']).stdout) as { id: string }[];
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

describe('paths', () => {
  test('files, folders and globs, each file once, sorted', () => {
    const cwd = folderOf({
      'b/cart.yaml': broken(),
      'a/cart.yml': broken('stock'),
      'a/notes.txt': 'no manifest',
      'node_modules/x/cart.yaml': broken(),
    });
    expect(filesOf(run(['.', 'b', './b/cart.yaml'], { cwd }).stdout)).toEqual([
      'a/cart.yml',
      'b/cart.yaml',
    ]);
    expect(filesOf(run(['**/*.yaml'], { cwd }).stdout)).toEqual(['b/cart.yaml']);
    expect(run(['**/*.json'], { cwd }).stderr).toContain('**/*.json: the pattern matches no file');
  });

  test('standard input', () => {
    expect(filesOf(run(['-'], { input: broken() }).stdout)).toEqual(['<stdin>']);
    expect(filesOf(run(['-'], { input: `\ufeff${broken()}` }).stdout)).toEqual(['<stdin>']);
  });

  test.each([
    'my cart.yaml',
    'cart:1:2.yaml',
    '🛒 caf\u00e9.yaml',
    '-cart.yaml',
    '[a]*.yaml',
    '$(x) `y`.yaml',
  ])('a file called %j', (name) => {
    const cwd = folderOf({ [name]: broken() });
    expect(filesOf(run(['.'], { cwd }).stdout)).toEqual([name]);
    expect(filesOf(run(['--', name], { cwd }).stdout)).toEqual([name]);
  });

  test.skipIf(process.platform === 'win32')(
    'a newline in a name breaks no line (no such names on Windows)',
    () => {
      const cwd = folderOf({ 'one\ntwo.yaml': broken() });
      expect(filesOf(run(['.'], { cwd }).stdout)).toEqual([String.raw`one\ntwo.yaml`]);
      const { findings } = JSON.parse(run(['.', '--format', 'json'], { cwd }).stdout) as {
        findings: { file: string }[];
      };
      expect(findings[0]?.file).toBe('one\ntwo.yaml');
    },
  );

  test('what git ignores is left out unless it is named', () => {
    const cwd = folderOf({ '.gitignore': 'old/\n', 'old/cart.yaml': broken(), 'a.yaml': CLEAN });
    mkdirSync(path.join(cwd, '.git'));
    expect(filesOf(run(['.'], { cwd }).stdout)).toEqual([]);
    expect(filesOf(run(['old/cart.yaml'], { cwd }).stdout)).toEqual(['old/cart.yaml']);
  });

  test.skipIf(process.platform === 'win32')(
    'a folder that links to itself ends (links need rights on Windows)',
    () => {
      const cwd = folderOf({ 'shop/cart.yaml': broken() });
      symlinkSync('..', path.join(cwd, 'shop/again'));
      expect(filesOf(run(['.'], { cwd }).stdout)).toEqual(['shop/cart.yaml']);
    },
  );
});

const USER = 65_534;
const isRoot = process.getuid?.() === 0;
const canDropRights = isRoot && process.platform === 'linux';

test.skipIf(process.platform === 'win32' || (isRoot && !canDropRights))(
  'no permission: one line with the path, and the rest of the work (no such permissions on Windows)',
  () => {
    const cwd = folderOf({ 'cart.yaml': broken(), 'secret.yaml': CLEAN, 'closed/a.yaml': CLEAN });
    chmodSync(cwd, 0o755);
    chmodSync(path.join(cwd, 'secret.yaml'), 0o000);
    chmodSync(path.join(cwd, 'closed'), 0o000);
    // Root may read everything: run as nobody, from a copy that nobody can reach.
    const command = path.join(folderOf({ 'cli.cjs': readFileSync(COMMAND) }), 'cli.cjs');
    chmodSync(path.dirname(command), 0o755);
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, '.'], {
      cwd,
      encoding: 'utf8',
      ...(isRoot ? { uid: USER, gid: USER } : {}),
    });
    chmodSync(path.join(cwd, 'closed'), 0o755);
    expect(stderr).toContain('k8s-svc-lint: secret.yaml: no permission to read it\n');
    expect(stderr).toContain('k8s-svc-lint: closed: no permission to read it\n');
    expect(filesOf(stdout)).toEqual(['cart.yaml']);
    expect(status).toBe(2);
  },
);

describe('bad bytes', () => {
  test('a binary file is left out, and said so', () => {
    const cwd = folderOf({ 'cart.yaml': broken(), 'logo.yaml': Buffer.from([0x89, 0, 1, 2]) });
    const [status, stdout, stderr] = outcome(['.'], { cwd });
    expect(status).toBe(1);
    expect(filesOf(stdout)).toEqual(['cart.yaml']);
    expect(stderr).toContain('k8s-svc-lint: logo.yaml: not a text file, left out\n');
  });

  test('what is not UTF-8 is a finding at its place', () => {
    const cwd = folderOf({ 'cart.yaml': Buffer.from('name: Stra\xdfe\n', 'latin1') });
    const [status, stdout] = outcome(['.'], { cwd });
    expect(stdout).toMatch(/^cart\.yaml:1:11-1:12: error: .*UTF-8.* \[syntax\]\n$/);
    expect(status).toBe(1);
  });

  test('broken YAML is a finding, and the documents around it are linted', () => {
    const input = `${broken('cart')}---\nkind: [\n---\n${broken('stock')}`;
    const { stdout } = run(['-'], { input });
    expect(stdout.match(/\[[a-z-]+\]$/gm)).toEqual([
      '[service-target-port-unresolved]',
      '[syntax]',
      '[service-target-port-unresolved]',
    ]);
  });
});

describe('large files', () => {
  const filler = `---\n${CLEAN}data:\n  text: "${'x'.repeat(900)}"\n`;

  test('50 MB in bounded memory, its last document as exactly as its first', () => {
    const cwd = folderOf({});
    const file = path.join(cwd, 'large.yaml');
    const descriptor = openSync(file, 'w');
    const block = filler.repeat(1000);
    const lines = block.split('\n').length - 1;
    let blocks = 0;
    for (let size = 0; size < 50e6; size += block.length, blocks++) writeSync(descriptor, block);
    writeSync(descriptor, `---\n${broken()}`);
    closeSync(descriptor);
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--max-old-space-size=700', COMMAND, 'large.yaml'],
      { cwd, encoding: 'utf8', timeout: 50_000 },
    );
    const line = blocks * lines + 1 + 6;
    expect(stdout).toMatch(new RegExp(`^large\\.yaml:${line}:34-${line}:38: error: `));
    expect(status).toBe(1);
  });

  test('a document above the limit: one line with its place, the rest linted, exit 2', () => {
    const giant = `---\n${CLEAN}data:\n  text: "${'x'.repeat(1_100_000)}"\n---\n`;
    const cwd = folderOf({ 'cart.yaml': CLEAN + giant + broken() });
    const [status, stdout] = outcome(['.', '--max-document-size', '1'], { cwd });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^cart\.yaml:4:1-4:\d+: error: .*larger than 1 MB.*--max-document-size.* \[syntax\]$/,
    );
    expect(lines[1]).toMatch(/^cart\.yaml:16:34-16:38: error: /);
    expect(status).toBe(2);
    expect(run(['.', '--max-document-size', '2'], { cwd }).status).toBe(1);
  });
});

describe.skipIf(process.platform === 'win32')('pipes (a shell of Unix is needed)', () => {
  const shell = (
    script: string,
    cwd = ROOT,
  ): { stdout: string; stderr: string; status: number | null } =>
    spawnSync('bash', ['-c', script], {
      cwd,
      encoding: 'utf8',
      timeout: 20_000,
      env: cleanEnvironment({ LINT: `${process.execPath} ${COMMAND}` }),
    });

  test('a reader that goes away ends it quietly', () => {
    const cwd = folderOf({
      'all.yaml': Array.from({ length: 3000 }, (_, i) => broken(`cart-${i}`)).join('---\n'),
    });
    const { stdout, stderr } = shell('$LINT all.yaml --quiet | head -1', cwd);
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
    expect(shell('$LINT all.yaml --format json | head -c 10', cwd).stderr).not.toContain('EPIPE');
  });

  test('all that is written arrives', () => {
    const cwd = folderOf({
      'all.yaml': Array.from({ length: 3000 }, (_, i) => broken(`cart-${i}`)).join('---\n'),
    });
    expect(shell('$LINT all.yaml --quiet | (sleep 0.5; wc -l)', cwd).stdout.trim()).toBe('3000');
  });

  test('process substitution, and a pipe whose writer is slow', () => {
    const cwd = folderOf({ 'cart.yaml': broken() });
    expect(shell('$LINT <(cat cart.yaml)', cwd).stdout).toMatch(/htpp/);
    expect(
      shell('(head -3 cart.yaml; sleep 0.3; tail -n +4 cart.yaml) | $LINT -', cwd).stdout,
    ).toMatch(/htpp/);
  });

  test('a FIFO is read when it is named, and skipped in a folder', async () => {
    const cwd = folderOf({ 'a.yaml': CLEAN });
    const fifo = path.join(cwd, 'fifo.yaml');
    execFileSync('mkfifo', [fifo]);
    symlinkSync(fifo, path.join(cwd, 'link.yaml'));
    expect(shell('$LINT .', cwd).status).toBe(0);
    const child = spawn(process.execPath, [COMMAND, 'fifo.yaml'], { cwd });
    let stdout = '';
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString();
    });
    writeFileSync(fifo, broken());
    await once(child, 'close');
    expect(filesOf(stdout)).toEqual(['fifo.yaml']);
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
    for (const format of ['json', 'sarif', 'github']) {
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
