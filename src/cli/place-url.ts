import { encodePath } from '../report/well-formed.ts';
import type { SourceRange } from '../source/range.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The page of a place at the commit that a pipeline of GitHub or GitLab runs for. */
export function placeUrlIn(
  env: Environment,
  repositoryPath: string,
  { start, end }: SourceRange,
): string | undefined {
  const blob = blobUrl(env);
  // Standard input, and what lies outside of the repository.
  if (blob === undefined || /^(?:<|\.\.\/|\/)/.test(repositoryPath)) return undefined;
  return `${blob}/${encodePath(repositoryPath)}#L${start.line}${end.line === start.line ? '' : `-${end.line}`}`;
}

function blobUrl(env: Environment): string | undefined {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA: commit,
    CI_PROJECT_URL: project,
    CI_COMMIT_SHA: gitlabCommit,
  } = env;
  if (server && repository && commit) return `${server}/${repository}/blob/${commit}`;
  if (project && gitlabCommit) return `${project}/-/blob/${gitlabCommit}`;
  return undefined;
}
