import { spawnSync } from 'node:child_process';

/** Why git could not answer: one line, with the remedy. */
export class GitProblem extends Error {
  override readonly name = 'GitProblem';
}

/** Enough for the list of a very large repository, or for its manifests. */
const MOST_BYTES = 1 << 30;

/**
 * Asks git one thing and gives what it prints. Only commands that read objects are asked: none that
 * looks at the working tree, for that would run filters, hooks or monitors of the configuration.
 */
export function askGit(folder: string, args: readonly string[], input?: string): Buffer {
  const { error, status, stdout, stderr } = spawnSync(
    'git',
    ['--no-optional-locks', '--no-replace-objects', '-c', 'core.fsmonitor=false', ...args],
    {
      cwd: folder,
      input: input ?? '',
      maxBuffer: MOST_BYTES,
      windowsHide: true,
      env: environment(),
    },
  );
  if (error !== undefined) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new GitProblem(isMissing ? 'git is not installed' : error.message, { cause: error });
  }
  if (status === 0) return stdout;
  const [line = ''] = stderr.toString('utf8').split('\n');
  throw new GitProblem(line.replace(/^(?:fatal|error): /, '') || `git ended with ${status ?? ''}`);
}

/** No pager, no question, no download of objects that a partial clone lacks one by one. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', GIT_PAGER: 'cat' };
}
