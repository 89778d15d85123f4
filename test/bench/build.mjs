// Builds the command otherwise than it is shipped: without its scanner, or as it was in another commit.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleCommand } from '../../src/bundle.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * The same command with its first tier of parsing taken out: `yaml` reads all documents, and everything
 * else stays as it is.
 */
export async function buildYamlOnly(directory) {
  let isReplaced = false;
  const withoutScanner = {
    name: 'without-scanner',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/]parse[\\/]scan[\\/]scanner\.ts$/ }, () => {
        isReplaced = true;
        return {
          contents: `export class Scanner { scan() { return { status: 'refused', reason: 'key' }; } }`,
        };
      });
    },
  };
  const { outputFiles } = await bundleCommand({ plugins: [withoutScanner], outdir: directory });
  if (!isReplaced) throw new Error('src/parse/scan/scanner.ts is no longer what reads documents');
  for (const { path: file, contents } of outputFiles) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  return directory;
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

/** Checks `ref` out into `directory` and builds it with the packages that are installed here. */
export function buildCommit(ref, directory) {
  const commit = git('rev-parse', '--verify', `${ref}^{commit}`);
  git('worktree', 'add', '--detach', directory, commit);
  symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'), 'junction');
  execFileSync(process.execPath, ['src/bundle.mjs'], { cwd: directory, stdio: 'inherit' });
  return { commit, directory: path.join(directory, 'dist') };
}

export function removeCommit(directory) {
  if (existsSync(directory)) git('worktree', 'remove', '--force', directory);
}

/** What is measured: the commit, and whether files were changed since. */
export function describeTree() {
  const commit = git('rev-parse', '--short', 'HEAD');
  return git('status', '--porcelain') === '' ? commit : `${commit} and changes`;
}
