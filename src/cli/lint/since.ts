import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { compare, KnownFindings } from '../../baseline/index.ts';
import { Identities } from '../../engine/identity.ts';
import { RULE_CRASHED, type LintResult } from '../../engine/lint.ts';
import type { Rule } from '../../rule/index.ts';
import { CommitTree } from '../git/commit-tree.ts';
import { GitProblem } from '../git/git.ts';
import { OldTexts } from '../git/old-texts.ts';
import { findCommit } from '../git/repository.ts';
import type { CommandIo } from '../io.ts';
import type { Sources, Texts } from '../sources.ts';
import { UsageError } from '../usage-error.ts';
import { findIn } from './findings.ts';
import type { Known } from './known.ts';
import type { Settings } from './settings.ts';

/** Lints the tree as it was at a commit, too: what is found there is old. */
export async function askGit(
  ref: string,
  result: LintResult,
  sources: Sources,
  rules: readonly Rule[],
  settings: Settings,
  { cwd }: CommandIo,
): Promise<Known> {
  const { texts, notices } = readOldTexts(ref, sources, settings, cwd);
  const before = await findIn(texts, rules, settings);
  const known = new KnownFindings();
  const oldIdentities = new Identities(texts.documents);
  for (const finding of before.findings) known.add(finding.file, oldIdentities.of(finding));
  const read = new Set(sources.files);
  const { old } = compare(
    result.findings.filter(({ ruleId }) => ruleId !== RULE_CRASHED),
    known,
    {
      identities: new Identities(sources.documents),
      fileOf: ({ file }) => file,
      isGone: (file) => !read.has(file) && !existsSync(resolve(cwd, file)),
    },
  );
  return { by: 'since', reason: `there at ${ref}`, old, notices, problems: [] };
}

interface OldTree {
  readonly texts: Texts;
  readonly notices: readonly string[];
}

function readOldTexts(ref: string, sources: Sources, settings: Settings, cwd: string): OldTree {
  try {
    const commit = findCommit(ref, cwd);
    const tree = new CommitTree(commit.root, commit.id);
    const texts = new OldTexts(commit, tree, sources, cwd).read(
      settings.paths,
      (file) => settings.exclusionOf?.(file) !== undefined,
    );
    const notices = [...tree.unknownSubmodules].map(
      (it) => `${it}: the submodule does not have its commit of ${ref}, and counts as unchanged`,
    );
    return { texts, notices };
  } catch (error) {
    if (!(error instanceof GitProblem)) throw error;
    throw new UsageError(`--since ${ref}: ${error.message}`, { cause: error });
  }
}
