import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const dist = path.resolve(import.meta.dirname, '../dist');

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: cart }
spec: { ports: [{ port: 80, targetPort: "8080" }] }
`;

let folder: string;

/** The built command as npm installs it. */
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-compiled-'));
  cpSync(dist, installed('dist'), { recursive: true });
  writeFileSync(path.join(folder, 'cart.yaml'), SERVICE);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function installed(name: string): string {
  return path.join(folder, 'node_modules/k8s-svc-lint', name);
}

const kept = (): string => path.join(folder, 'node_modules/.cache/k8s-svc-lint');

function run(args: readonly string[] = ['cart.yaml'], env: Record<string, string> = {}): string {
  const own = { CI: undefined, NODE_DISABLE_COMPILE_CACHE: undefined, NODE_OPTIONS: undefined };
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [installed('dist/cli.cjs'), ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, ...own, ...env } },
  );
  return `${status}\n${stdout}${stderr}`;
}

function keptFile(): string {
  const file = readdirSync(kept()).find((it) => it.startsWith('lint.cjs')) ?? '';
  return path.join(kept(), file);
}

test('what was compiled is kept with the packages, and the next runs say the same', () => {
  const first = run();
  expect(first).toMatch(/^1\ncart\.yaml:4:.*service-target-port-is-quoted-number/);
  expect(readdirSync(kept())).toEqual([`lint.cjs-${process.version}-${process.arch}`]);
  for (let again = 0; again < 4; again++) expect(run()).toBe(first);
});

test('no file that is loaded so uses import()', () => {
  const files = readdirSync(dist).filter((it) => it.endsWith('.cjs') && it !== 'import-module.cjs');
  expect(files).toContain('lint.cjs');
  for (const file of files) {
    expect(readFileSync(path.join(dist, file), 'utf8'), file).not.toMatch(/\bimport\(/);
  }
});

test('what is damaged is not used, and made anew', () => {
  const first = run();
  const bytes = readFileSync(keptFile());
  writeFileSync(keptFile(), 'nothing that anybody compiled');
  expect(run()).toBe(first);
  expect(readFileSync(keptFile()).length).toBeGreaterThan(10_000);
  writeFileSync(keptFile(), bytes.subarray(0, bytes.length >> 1));
  expect(run()).toBe(first);
});

test('of another text of the same length, nothing is taken', () => {
  run();
  const file = installed('dist/lint.cjs');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replaceAll('is a string, and so a port name', 'IS a string, and so a port name'),
  );
  expect(run()).toContain('IS a string');
});

test('a run that failed keeps nothing', () => {
  expect(run([])).toMatch(/^2\n/);
  expect(run(['no-such-folder'])).toMatch(/^2\n/);
  expect(existsSync(kept())).toBe(false);
});

test.each([{ CI: 'true' }, { NODE_DISABLE_COMPILE_CACHE: '1' }])(
  'nothing is kept with %o',
  (env) => {
    expect(run(['cart.yaml'], env)).toMatch(/^1\n/);
    expect(existsSync(kept())).toBe(false);
  },
);

test('where nothing can be kept, the run does its job', () => {
  writeFileSync(path.join(folder, 'node_modules/.cache'), 'a file where the folder should be');
  expect(run()).toMatch(/^1\n/);
});
