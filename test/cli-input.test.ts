import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  broken,
  CLEAN,
  cleanEnvironment,
  COMMAND,
  filesOf,
  folderOf,
  outcome,
  ROOT,
  run,
} from './support/command.ts';

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

  test('standard input that is closed, or a folder, is told in one line', () => {
    if (process.platform === 'win32') return;
    const shell = (redirection: string): string =>
      spawnSync('bash', ['-c', `'${process.execPath}' '${COMMAND}' - ${redirection}`], {
        encoding: 'utf8',
      }).stderr;
    expect(shell('< /')).toBe('k8s-svc-lint: <stdin>: is a folder\n');
    expect(shell('<&-')).toContain('no Kubernetes object found');
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
    const copy = folderOf({});
    cpSync(path.dirname(COMMAND), copy, { recursive: true });
    chmodSync(copy, 0o755);
    const command = path.join(copy, 'cli.cjs');
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
