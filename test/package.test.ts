import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { transformSync } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleUrl } from '../src/engine/finding.ts';

const root = path.resolve(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  version: string;
  dependencies?: unknown;
  repository: { url: string };
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

test('holds what it needs at run time, its licences and its documents, and nothing else', () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => path.relative(installed, path.join(it.parentPath, it.name)).replaceAll('\\', '/'));
  const isExpected =
    /^(?:LICENSE|README\.md|package\.json|dist\/(?:[A-Z-]+NOTICES?\.txt|(?:(?:packages|reports)\/)?[\w-]+\.(?:cjs|js|d\.ts)|chunks\/[\w-]+\.(?:js|d\.ts)|rules\/[\w-]+\/README\.md|(?:schema|problem-matcher)\/[\w.-]+\.json))$/;
  expect(files.filter((it) => !isExpected.test(it))).toEqual([]);
  for (const it of ['LICENSE', 'README.md', 'dist/THIRD-PARTY-NOTICES.txt', 'dist/cli.cjs']) {
    expect(files).toContain(it);
  }
});

test('says where it comes from, which provenance is checked against', () => {
  expect(manifest.repository.url).toBe('git+https://github.com/k8s-svc-lint/k8s-svc-lint.git');
  expect(ruleUrl('syntax')).toContain('https://github.com/k8s-svc-lint/k8s-svc-lint/');
  const changesets = readFileSync(path.join(root, '.changeset/config.json'), 'utf8');
  expect(JSON.parse(changesets)).toMatchObject({ access: 'public', baseBranch: 'main' });
});

test('imports where it is installed', () => {
  const program = `import * as all from 'k8s-svc-lint'; import * as testing from 'k8s-svc-lint/testing';
    console.log(Object.keys(all).length > 0 && Object.keys(testing).length > 0);`;
  expect(run(process.execPath, '--input-type=module', '--eval', program).trim()).toBe('true');
});

/** What TypeScript says of files in the empty folder, with all of the package's declarations checked. */
function complaintsOf(files: readonly string[]): string[] {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
    skipLibCheck: false,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map((it) => ts.flattenDiagnosticMessageText(it.messageText, '\n'));
}

test('its types stand alone', () => {
  const file = path.join(directory, 'use.ts');
  writeFileSync(
    file,
    `import * as all from 'k8s-svc-lint';\nimport * as testing from 'k8s-svc-lint/testing';\nvoid [all, testing];\n`,
  );
  expect(complaintsOf([file])).toEqual([]);
});

interface Example {
  /** What it explains: `lint`, `createWorkspace` … */
  readonly name: string;
  readonly code: string;
}

/** The `@example` of each function in the declarations that were installed. */
function readExamples(): Example[] {
  const declarations = readdirSync(path.join(installed, 'dist'), { recursive: true })
    .map(String)
    .filter((it) => it.endsWith('.d.ts'))
    .map((it) => readFileSync(path.join(installed, 'dist', it), 'utf8'))
    .join('\n');
  const documented = /\* @example\n \* ```ts\n([^]*?) \* ```\n \*\/\ndeclare function (\w+)/g;
  return [...declarations.matchAll(documented)].map(([, comment = '', name = '']) => ({
    name,
    code: comment.replace(/^ \* ?/gm, ''),
  }));
}

test('the example of each function can be compiled, run, and prints what it says', () => {
  const examples = readExamples();
  const names = ['createWorkspace', 'defineRule', 'lint', 'testRule'];
  expect(examples.map(({ name }) => name).sort()).toEqual(names);
  const files = examples.map(({ name, code }) => {
    mkdirSync(path.join(directory, name));
    const file = path.join(directory, name, 'example.ts');
    writeFileSync(file, code);
    return file;
  });
  expect(complaintsOf(files)).toEqual([]);
  for (const { name, code } of examples) {
    const { code: program } = transformSync(code, { loader: 'ts', format: 'esm' });
    const cwd = path.join(directory, name);
    writeFileSync(path.join(cwd, 'example.js'), program);
    const printed = execFileSync(process.execPath, ['example.js'], { cwd, encoding: 'utf8' });
    const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((it) => it[1]);
    expect(printed.split('\n').slice(0, -1), name).toEqual(promised);
  }
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
