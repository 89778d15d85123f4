import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  version: string;
  dependencies?: unknown;
};

let directory: string;
let tarball: string;
let installed: string;

function run(command: string, ...args: string[]): string {
  const shell = process.platform === 'win32';
  return execFileSync(command, args, { cwd: directory, encoding: 'utf8', shell });
}

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-'));
  writeFileSync(path.join(directory, 'package.json'), '{ "private": true, "type": "module" }\n');
  // dist/ is what `npm test` has just built.
  run('npm', 'pack', root, '--ignore-scripts', '--silent');
  tarball = path.join(directory, `k8s-svc-lint-${manifest.version}.tgz`);
  run('npm', 'install', tarball, '--offline', '--ignore-scripts', '--silent');
  installed = path.join(directory, 'node_modules', 'k8s-svc-lint');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

test('installs nothing but itself', () => {
  expect(manifest.dependencies).toBeUndefined();
  const names = readdirSync(path.join(directory, 'node_modules')).filter(
    (it) => !it.startsWith('.'),
  );
  expect(names).toEqual(['k8s-svc-lint']);
});

test('runs where it is installed', () => {
  expect(run('npx', '--offline', 'k8s-svc-lint', '--version').trim()).toBe(manifest.version);
});

test('imports where it is installed', () => {
  const program = `import * as all from 'k8s-svc-lint'; import * as testing from 'k8s-svc-lint/testing';
    console.log(Object.keys(all).length > 0 && Object.keys(testing).length > 0);`;
  expect(run(process.execPath, '--input-type=module', '--eval', program).trim()).toBe('true');
});

test('its types stand alone', () => {
  const file = path.join(directory, 'use.ts');
  writeFileSync(
    file,
    `import * as all from 'k8s-svc-lint';\nimport * as testing from 'k8s-svc-lint/testing';\nvoid [all, testing];\n`,
  );
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: false,
  });
  const messages = ts
    .getPreEmitDiagnostics(program)
    .map((it) => ts.flattenDiagnosticMessageText(it.messageText, '\n'));
  expect(messages).toEqual([]);
});

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, pack: false, level: 'warning' });
  expect(messages.map((it) => formatMessage(it, pkg))).toEqual([]);
});

test('are the types wrong? finds nothing, for a package of ES modules', async () => {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)), {
    excludeEntrypoints: [/schema/, 'package.json'],
  });
  const problems = (result.types ? result.problems : ['no types']).filter(
    (it) =>
      typeof it === 'string' ||
      !('resolutionKind' in it && ['node10', 'node16-cjs'].includes(it.resolutionKind)),
  );
  expect(problems).toEqual([]);
});
