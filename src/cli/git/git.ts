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
  throw new GitProblem(
    describeFailure(stderr.toString('utf8')) || `git ended with ${status ?? ''}`,
  );
}

/** The first of git's lines, and the command that it recommends. */
function describeFailure(said: string): string {
  const [line = ''] = said.split('\n');
  const [remedy] = /git config --global --add safe\.directory .*/.exec(said) ?? [];
  const reason = line.replace(/^(?:fatal|error): /, '');
  return remedy === undefined ? reason : `${reason}; if you trust it: ${remedy}`;
}

/** No question, no translation, no download of what a partial clone lacks. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
}
