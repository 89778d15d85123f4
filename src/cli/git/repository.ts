import { askGit, GitProblem } from './git.ts';

/** A commit, and where the current directory lies in its repository. */
export interface Commit {
  readonly id: string;
  /** Absolute. */
  readonly root: string;
  /** From the root to the current directory; empty or ending with `/`. */
  readonly prefix: string;
}

/** Finds a commit by any name that git has for one. Throws a `GitProblem` with what to do about it. */
export function findCommit(ref: string, cwd: string): Commit {
  const [root = '', prefix = '', isShallow] = describeFolder(cwd);
  const id = idOf(ref, cwd);
  if (id !== undefined) return { id, root, prefix };
  if (isShallow === 'true') {
    throw new GitProblem(
      `this clone is shallow and does not have that commit: git fetch --unshallow, or "fetch-depth: 0" for actions/checkout`,
    );
  }
  const remote = `origin/${ref}`;
  if (idOf(remote, cwd) !== undefined)
    throw new GitProblem(`no such commit; did you mean ${remote}?`);
  throw new GitProblem('no such commit; git fetch brings those that are elsewhere');
}

function describeFolder(cwd: string): string[] {
  try {
    const answer = askGit(cwd, [
      'rev-parse',
      '--show-toplevel',
      '--show-prefix',
      '--is-shallow-repository',
    ]);
    return answer.toString('utf8').split('\n');
  } catch (error) {
    const isElsewhere =
      error instanceof GitProblem && error.message.includes('not a git repository');
    if (!isElsewhere) throw error;
    throw new GitProblem('there is no git repository here or above', { cause: error });
  }
}

function idOf(ref: string, cwd: string): string | undefined {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
    return askGit(cwd, args).toString('utf8').trim();
  } catch (error) {
    if (error instanceof GitProblem) return undefined;
    throw error;
  }
}
