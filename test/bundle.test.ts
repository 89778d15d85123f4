import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { REPORT_FORMATS } from '../src/report/index.ts';
import { bundleInto } from './support/command-bundle.ts';
import { ROOT } from './support/command.ts';

/** Makes every module of a package say the package's name when it is evaluated. */
const announce: Plugin = {
  name: 'announce',
  setup(esbuild) {
    esbuild.onLoad({ filter: /node_modules.*\.[cm]?js$/ }, ({ path: file }) => {
      const name = /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? file;
      const line = `process.stderr.write(${JSON.stringify(`\nevaluated ${name}\n`)});`;
      return { contents: line + readFileSync(file, 'utf8') };
    });
  },
};

/** What `k8s-svc-lint args` evaluates of the packages that are bundled into it. */
async function evaluated(...args: string[]): Promise<Set<string>> {
  const directory = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const command = await bundleInto(directory, announce);
  const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return new Set([...stderr.matchAll(/^evaluated (.*)$/gm)].map((it) => it[1] ?? ''));
}

test('asking for the version evaluates no parser, no glob, no schema compiler', async () => {
  const names = await evaluated('--version');
  for (const name of ['yaml', 'globby', 'ajv', 'ignore']) expect(names).not.toContain(name);
});

test('manifests that the scanner reads evaluate no YAML package, others do', async () => {
  const read = 'fixtures/manifests/comments.yaml';
  expect(await evaluated(read, '--fail-on', 'never')).not.toContain('yaml');
  const refused = 'fixtures/manifests/keys.yaml';
  expect(await evaluated(refused, '--fail-on', 'never')).toContain('yaml');
});

test('a run without a configuration reads nothing of what reads one', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const command = await bundleInto(directory, announce);
  rmSync(path.join(directory, 'configuration.cjs'));
  const manifest = 'fixtures/manifests/comments.yaml';
  const { status, stderr } = spawnSync(
    process.execPath,
    [command, manifest, '--fail-on', 'never'],
    { encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
});

test('a configuration is checked by a compiled schema, without ajv', async () => {
  const config = 'test/config/fixtures/plain.yaml';
  const names = await evaluated('fixtures/manifests/comments.yaml', '--config', config);
  expect(names).toContain('ignore');
  for (const name of ['yaml', 'ajv']) expect(names).not.toContain(name);
});

test('forms of a report that few ask for are files of their own', () => {
  const dist = path.join(ROOT, 'dist');
  const others = REPORT_FORMATS.filter((it) => it !== 'text');
  expect(readdirSync(path.join(dist, 'reports')).sort()).toEqual(
    others.map((it) => `${it}.cjs`).sort(),
  );
  const command = readFileSync(path.join(dist, 'lint.cjs'), 'utf8');
  for (const mark of ['<checkstyle', 'testsuite', 'sarif-2.1.0', '| severity |']) {
    expect(command).not.toContain(mark);
  }
});
