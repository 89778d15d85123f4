// The real pre-commit installs this working tree as it would install a release, and runs the hook.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { broken, folderOf, ROOT } from '../support/command.ts';

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
const MINUTES = 60_000;

const NO_REGISTRY = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT)\b/;

const AUTHOR = ['-c', 'user.name=shop', '-c', 'user.email=shop@example.com'];

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', [...AUTHOR, ...args], { cwd, encoding: 'utf8' });
}

test('.pre-commit-hooks.yaml names the command, and runs it over all manifests at once', () => {
  const hooks: unknown = parse(readFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
  expect(hooks).toEqual([
    expect.objectContaining({
      id: 'k8s-svc-lint',
      language: 'node',
      entry: 'k8s-svc-lint --allow-empty',
      pass_filenames: false,
    }),
  ]);
});

describe.skipIf(!hasPreCommit)('with pre-commit, which is not installed everywhere', () => {
  let directory: string;
  let release: string;

  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-'));
    release = path.join(directory, 'release');
    const files = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
    for (const file of files.split('\0').filter((it) => it !== '' && !it.startsWith('fixtures/'))) {
      cpSync(path.join(ROOT, file), path.join(release, file));
    }
    git(release, 'init', '--quiet');
    git(release, 'add', '--all');
    git(release, 'commit', '--quiet', '--no-verify', '--message', 'Version Packages');
    git(release, 'tag', 'v1.0.0');
  });

  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  /** Commits these files in a repository that uses the hook; undefined is success. */
  function commit(files: Record<string, string>): string | undefined {
    const config = `repos:\n  - repo: ${release}\n    rev: v1.0.0\n    hooks:\n      - id: k8s-svc-lint\n`;
    const folder = folderOf({ ...files, '.pre-commit-config.yaml': config });
    git(folder, 'init', '--quiet');
    git(folder, 'add', '--all');
    const { status, stdout, stderr } = spawnSync('pre-commit', ['run'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PRE_COMMIT_HOME: path.join(directory, 'home') },
    });
    return status === 0 ? undefined : stdout + stderr;
  }

  test('pre-commit takes .pre-commit-hooks.yaml', () => {
    const { status } = spawnSync('pre-commit', ['validate-manifest'], { cwd: ROOT });
    expect(status).toBe(0);
  });

  test(
    'a commit with a broken Service is stopped, others are not',
    (context) => {
      const said = commit({ 'deploy/cart.yaml': broken() });
      context.skip(NO_REGISTRY.test(said ?? ''), 'npm reaches no registry to build from');
      expect(said).toMatch(/^deploy\/cart\.yaml:6:34-6:38: error: targetPort "htpp" /m);
      expect(commit({ 'settings.yaml': 'currency: EUR\n' })).toBeUndefined();
      expect(commit({ 'README.md': 'A shop\n' })).toBeUndefined();
    },
    5 * MINUTES,
  );
});
