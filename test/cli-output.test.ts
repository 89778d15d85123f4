import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { explainWriteError, writeWholeFile, type Sink } from '../src/cli/output-file.ts';
import { REPORT_FORMATS } from '../src/report/index.ts';
import { broken, CLEAN, COMMAND, filesOf, folderOf, outcome, run } from './support/command.ts';

function shop(): string {
  return folderOf({ 'cart.yaml': broken() });
}

function read(cwd: string, file: string): string {
  return readFileSync(path.join(cwd, file), 'utf8');
}

describe('several reports at once', () => {
  test('each goes to its file, and the one without a file to standard output', () => {
    const cwd = shop();
    const others = REPORT_FORMATS.filter((it) => it !== 'text');
    const args = others.flatMap((format) => ['--format', `${format}=out.${format}`]);
    const [status, stdout] = outcome(['.', ...args, '--format', 'text'], { cwd });
    expect(status).toBe(1);
    expect(filesOf(stdout)).toEqual(['cart.yaml']);
    for (const format of others) {
      const alone = run(['.', '--format', format], { cwd: shop() }).stdout;
      expect(read(cwd, `out.${format}`)).toBe(alone);
    }
    expect(readdirSync(cwd).sort()).toEqual(
      ['cart.yaml', ...others.map((it) => `out.${it}`)].sort(),
    );
  });

  test('text in a file has no colours and no details', () => {
    const cwd = shop();
    run(['.', '--format', 'text=out.txt', '--color=always'], { cwd });
    expect(filesOf(read(cwd, 'out.txt'))).toEqual(['cart.yaml']);
  });

  test('a clean run writes its files all the same', () => {
    const cwd = folderOf({ 'prices.yaml': CLEAN });
    const args = ['--format', 'text=out.txt', '--format', 'json=out.json'];
    expect(outcome(['.', ...args, '--quiet'], { cwd })).toEqual([0, '', '']);
    expect(read(cwd, 'out.txt')).toBe('');
    expect(read(cwd, 'out.json')).toContain('"findings":[]');
  });

  test('--output is where the report goes that names no file', () => {
    const cwd = shop();
    const args = ['--format', 'sarif', '--output', 'out.sarif', '--format', 'json=out.json'];
    expect(outcome(['.', ...args, '--quiet'], { cwd })).toEqual([1, '', '']);
    expect(read(cwd, 'out.sarif')).toContain('"version":"2.1.0"');
    expect(outcome(['.', '--output', 'out.txt', '--quiet'], { cwd })).toEqual([1, '', '']);
    expect(filesOf(read(cwd, 'out.txt'))).toEqual(['cart.yaml']);
  });

  test('- is standard output', () => {
    const cwd = shop();
    expect(filesOf(run(['.', '--format', 'text=-'], { cwd }).stdout)).toEqual(['cart.yaml']);
  });

  test.each([
    [
      ['--format', 'json', '--format', 'text'],
      '--format json and --format text both go to standard',
    ],
    [['--format', 'json=a', '--format', 'sarif=./a'], 'two reports would be written to ./a'],
    [['--format', 'json='], 'names no file behind the ='],
    [['--format', 'chekstyle=a.xml'], 'did you mean checkstyle?'],
    [['--format', 'json=a', '--output', 'b'], '--output is for one --format without a file'],
    [['--format', 'json=cart.yaml'], 'would be written over a manifest'],
    [['--format', 'json=new.yml'], 'would be written over a manifest'],
    [['--format', 'json=orders.json', 'orders.json'], 'would be written over a manifest'],
  ])('%j is told in one line, exit 2', (args, said) => {
    const cwd = folderOf({ 'cart.yaml': broken(), 'orders.json': '{}' });
    const [status, stdout, stderr] = outcome(['.', ...args], { cwd });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^k8s-svc-lint: .*\n$/);
    expect(stderr).toContain(said);
    expect(read(cwd, 'cart.yaml')).toBe(broken());
    expect(readdirSync(cwd)).toHaveLength(2);
  });

  test('the help lists all forms', () => {
    const { stdout } = run(['--help']);
    for (const format of REPORT_FORMATS) expect(stdout).toContain(format);
  });
});

describe('a file is written whole or not at all', () => {
  test('a missing folder is one line, exit 2, and keeps no other report from its place', () => {
    const cwd = shop();
    const args = ['--format', 'sarif=nowhere/out.sarif', '--format', 'json=out.json'];
    const [status, stdout, stderr] = outcome(['.', ...args, '--format', 'text'], { cwd });
    expect(status).toBe(2);
    expect(filesOf(stdout)).toEqual(['cart.yaml']);
    expect(stderr.split('\n')[0]).toBe(
      'k8s-svc-lint: nowhere/out.sarif: the report could not be written: no such folder',
    );
    expect(readdirSync(cwd).sort()).toEqual(['cart.yaml', 'out.json']);
  });

  test('where the only report fails, the findings are shown as text', () => {
    const cwd = shop();
    const [status, stdout] = outcome(['.', '--format', 'sarif=nowhere/out.sarif'], { cwd });
    expect(status).toBe(2);
    expect(filesOf(stdout)).toEqual(['cart.yaml']);
  });

  test('a folder in its place is one line', () => {
    const cwd = shop();
    mkdirSync(path.join(cwd, 'out'));
    const [status, , stderr] = outcome(['.', '--format', 'json=out', '--quiet'], { cwd });
    expect([status, stderr]).toEqual([
      2,
      'k8s-svc-lint: out: the report could not be written: it is a folder\n',
    ]);
  });

  test('a file that is there is replaced, its rights and a link to it are kept', () => {
    const cwd = shop();
    const file = path.join(cwd, 'real.json');
    writeFileSync(file, 'before', { mode: 0o640 });
    symlinkSync('real.json', path.join(cwd, 'out.json'));
    run(['.', '--format', 'json=out.json'], { cwd });
    expect(read(cwd, 'real.json')).toContain('"findings":[');
    expect(lstatSync(path.join(cwd, 'out.json')).isSymbolicLink()).toBe(true);
    // Windows knows no such rights.
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).sort()).toEqual(['cart.yaml', 'out.json', 'real.json']);
  });

  test('a file that may not be written stays as it is', async (context) => {
    const file = path.join(folderOf({ 'out.json': 'before' }), 'out.json');
    chmodSync(file, 0o444);
    if (isWritable(file)) context.skip('root may write everywhere');
    await expect(writeWholeFile(file, ['after'])).rejects.toThrow('EACCES');
    expect(readFileSync(file, 'utf8')).toBe('before');
  });

  test('when the disk is full, what was there before stays, and nothing else', async () => {
    const cwd = folderOf({ 'out.json': 'before' });
    const file = path.join(cwd, 'out.json');
    const pieces = Array.from({ length: 40 }, () => 'x'.repeat(10_000));
    await expect(writeWholeFile(file, pieces, fullAfter(2))).rejects.toThrow('ENOSPC');
    expect(readdirSync(cwd)).toEqual(['out.json']);
    expect(read(cwd, 'out.json')).toBe('before');
    await expect(writeWholeFile(file, pieces, fullAfter(99))).rejects.toThrow('on closing');
    expect(readdirSync(cwd)).toEqual(['out.json']);
    expect(read(cwd, 'out.json')).toBe('before');
  });
});

test('a reporter that fails leaves nothing, and is no word of the file system', async () => {
  const folder = folderOf({});
  function* pieces(): Generator<string> {
    yield 'x'.repeat(100_000);
    throw new TypeError('no such luck');
  }
  const error = await writeWholeFile(path.join(folder, 'out.json'), pieces()).catch(
    (it: unknown) => it,
  );
  expect(readdirSync(folder)).toEqual([]);
  expect(() => explainWriteError(error)).toThrow('no such luck');
});

/** A disk that takes so many writes, and says at the end only that it took none. */
function fullAfter(count: number): (file: string) => Promise<Sink> {
  return (file) => {
    let written = 0;
    writeFileSync(file, '');
    return Promise.resolve({
      write: (text) => {
        writeFileSync(file, text, { flag: 'a' });
        written++;
        return written > count
          ? Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
          : Promise.resolve();
      },
      close: () =>
        written > count
          ? Promise.resolve()
          : Promise.reject(Object.assign(new Error('ENOSPC on closing'), { code: 'ENOSPC' })),
    });
  };
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A file system of 64 KB; undefined where this user may not mount one. */
function smallDisk(): string | undefined {
  const folder = folderOf({});
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  if (mount.status !== 0) return undefined;
  onTestFinished(() => {
    spawnSync('umount', [folder]);
  });
  return folder;
}

test('a full disk is one line and exit 2, other reports are written, nothing is left', (context) => {
  const disk = smallDisk();
  if (disk === undefined) {
    context.skip('only root may mount a small disk');
    return;
  }
  writeFileSync(path.join(disk, 'out.json'), 'before');
  const names = Array.from({ length: 200 }, (_, index) => `cart-${index}`);
  const cwd = folderOf({ 'cart.yaml': names.map((it) => broken(it)).join('---\n') });
  const args = ['--format', `json=${disk}/out.json`, '--format', 'sarif=out.sarif'];
  const [status, stdout, stderr] = outcome(['.', ...args, '--format', 'text', '--quiet'], { cwd });
  expect([status, stderr]).toEqual([
    2,
    `k8s-svc-lint: ${disk}/out.json: the report could not be written: no space left on the device\n`,
  ]);
  expect(stdout.trimEnd().split('\n')).toHaveLength(200);
  expect(read(cwd, 'out.sarif').length).toBeGreaterThan(65_536);
  expect(readdirSync(disk)).toEqual(['out.json']);
  expect(read(disk, 'out.json')).toBe('before');
});

test('a full disk gets no configuration, and no half of one', (context) => {
  const disk = smallDisk();
  if (disk === undefined) {
    context.skip('only root may mount a small disk');
    return;
  }
  writeFileSync(path.join(disk, 'cart.yaml'), '#'.repeat(65_000));
  const [status, stdout, stderr] = outcome(['init'], { cwd: disk });
  expect([status, stdout, stderr]).toEqual([
    2,
    '',
    'k8s-svc-lint: .k8s-svc-lint.yaml: no space left on the device\n',
  ]);
  expect(readdirSync(disk)).toEqual(['cart.yaml']);
});

describe.skipIf(!existsSync('/dev/full'))('a device that is full (Linux only)', () => {
  test('as a file is one line, exit 2', () => {
    const [status, stdout, stderr] = outcome(['.', '--format', 'json=/dev/full', '--quiet'], {
      cwd: shop(),
    });
    expect([status, filesOf(stdout), stderr]).toEqual([
      2,
      ['cart.yaml'],
      'k8s-svc-lint: /dev/full: the report could not be written: no space left on the device\n',
    ]);
  });

  test.each(['text', 'json'])('as standard output is one line, exit 2: %s', (format) => {
    const shell = `"$0" "$1" . --quiet --format ${format} > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', shell, process.execPath, COMMAND], {
      cwd: shop(),
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^k8s-svc-lint: the report is cut short: .*no space left.*\n$/);
  });
});

test('who reads no further ends it quietly, with the exit code of the findings', async () => {
  const names = Array.from({ length: 3000 }, (_, index) => `cart-${index}`);
  const cwd = folderOf({ 'cart.yaml': names.map((it) => broken(it)).join('---\n') });
  const child = spawn(
    process.execPath,
    [COMMAND, '.', '--format', 'json=out.json', '--format', 'text'],
    { cwd },
  );
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect(status).toBe(1);
  expect(said).toMatch(/^3000 errors .*\n$/);
  expect((JSON.parse(read(cwd, 'out.json')) as { findings: unknown[] }).findings).toHaveLength(
    3000,
  );
});

describe('reports among the manifests', () => {
  test('are no manifests, in the run that writes them', () => {
    const cwd = shop();
    const args = ['.', '--format', 'json=out.json', '--format', 'gitlab=b/gl.json'];
    mkdirSync(path.join(cwd, 'b'));
    const first = outcome(args, { cwd });
    expect(first[2]).toContain('(1 file, 2 resources)');
    expect(outcome(args, { cwd })).toEqual(first);
  });

  test('are found out to be none, in any other', () => {
    const cwd = shop();
    const plain = run(['.'], { cwd }).stdout;
    const formats = ['json', 'sarif', 'gitlab', 'rdjson'];
    const args = formats.flatMap((format) => ['--format', `${format}=${format}.json`]);
    run(['.', ...args], { cwd });
    expect(outcome(['.', '--quiet'], { cwd })).toEqual([1, plain, '']);
    const clean = folderOf({ 'prices.yaml': CLEAN });
    run(['.', ...args], { cwd: clean });
    expect(outcome(['.', '--quiet'], { cwd: clean })).toEqual([0, '', '']);
  });
});

test('text stays the default in a pipeline', () => {
  const cwd = shop();
  const { stdout } = run(['.'], {
    cwd,
    env: { GITHUB_ACTIONS: 'true', GITLAB_CI: 'true', CI: 'true' },
  });
  expect(filesOf(stdout)).toEqual(['cart.yaml']);
});

describe('places in Markdown', () => {
  const GITHUB = {
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'shop/deploy',
    GITHUB_SHA: '1a2b3c',
  };
  const GITLAB = { CI_PROJECT_URL: 'https://gitlab.example/shop/deploy', CI_COMMIT_SHA: '1a2b3c' };
  const placeIn = (file: string, env: Record<string, string>): string | undefined => {
    const cwd = folderOf({ '.git/HEAD': '', [`my shop/${file}`]: broken() });
    const { stdout } = run([file, '--format', 'markdown'], { cwd: path.join(cwd, 'my shop'), env });
    return /^\| error \| (.*?) \|/m.exec(stdout)?.[1];
  };

  test('are links to the commit that the pipeline runs for', () => {
    expect(placeIn('cart.yaml', GITHUB)).toBe(
      '[my shop/cart.yaml:6](<https://github.example/shop/deploy/blob/1a2b3c/my%20shop/cart.yaml#L6>)',
    );
    expect(placeIn('cart#1.yaml', GITLAB)).toBe(
      '[my shop/cart#&#8203;1.yaml:6](<https://gitlab.example/shop/deploy/-/blob/1a2b3c/my%20shop/cart%231.yaml#L6>)',
    );
  });

  test('are no links elsewhere, and where there is no file', () => {
    expect(placeIn('cart.yaml', {})).toBe('my shop/cart.yaml:6');
    const { stdout } = run(['-', '--format', 'markdown'], { input: broken(), env: GITHUB });
    expect(stdout).toContain(String.raw`| error | \<stdin\>:6 |`);
  });
});

describe('the page of a GitHub job', () => {
  const lint = (cwd: string, summary: string): ReturnType<typeof outcome> =>
    outcome(['.', '--format', 'github', '--quiet'], {
      cwd,
      env: { GITHUB_STEP_SUMMARY: summary },
    });

  test('gets a table behind what stands there', () => {
    const cwd = shop();
    const summary = path.join(cwd, 'summary.md');
    writeFileSync(summary, '# Deploy\n');
    expect(lint(cwd, summary)[0]).toBe(1);
    expect(read(cwd, 'summary.md')).toMatch(
      /^# Deploy\n\*\*k8s-svc-lint\*\*: 1 error .*\n\n\| severity .*\n.*\n\| error \| cart\.yaml:6 \|.*\|\n\n$/,
    );
  });

  test('never gets more than GitHub takes', () => {
    const names = Array.from({ length: 4000 }, (_, index) => `cart-${index}`);
    const cwd = folderOf({ 'cart.yaml': names.map((it) => broken(it)).join('---\n') });
    const summary = path.join(cwd, 'summary.md');
    writeFileSync(summary, 'x'.repeat(300_000));
    lint(cwd, summary);
    expect(statSync(summary).size).toBeGreaterThan(850_000);
    expect(statSync(summary).size).toBeLessThan(900_001);
    expect(read(cwd, 'summary.md')).toMatch(/\d+ more findings are not shown here\.\n\n$/);
  });

  test('is no reason to fail', () => {
    const cwd = folderOf({ 'prices.yaml': CLEAN });
    expect(lint(cwd, path.join(cwd, 'nowhere/summary.md'))).toEqual([0, '', '']);
    const { stderr } = run(['.', '--format', 'github'], {
      cwd,
      env: { GITHUB_STEP_SUMMARY: path.join(cwd, 'nowhere/summary.md') },
    });
    expect(stderr).toContain('$GITHUB_STEP_SUMMARY could not be written: no such folder\n');
  });

  test('is for --format github only', () => {
    const cwd = shop();
    const env = { GITHUB_STEP_SUMMARY: path.join(cwd, 'summary.md') };
    run(['.', '--format', 'json=out.json'], { cwd, env });
    expect(existsSync(env.GITHUB_STEP_SUMMARY)).toBe(false);
  });
});
