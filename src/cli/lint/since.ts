import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { compare, KnownFindings } from '../../baseline/index.ts';
import { Identities } from '../../engine/identity.ts';
import { RULE_CRASHED, type Finding } from '../../engine/finding.ts';
import type { LintResult } from '../../engine/lint.ts';
import { CommitTree } from '../git/commit-tree.ts';
import { GitProblem } from '../git/git.ts';
import { OldTexts, type BytesParser } from '../git/old-texts.ts';
import { findCommit } from '../git/repository.ts';
import type { CommandIo } from '../io.ts';
import type { Sources, Texts } from '../sources.ts';
import { UsageError } from '../usage-error.ts';
import type { Known } from './known.ts';
import type { Settings } from './settings.ts';

/**
 * What is compared, and how it is read and linted: handed over, so that this can lie in a file of its
 * own without a second parser.
 */
interface Run {
  readonly sources: Sources;
  readonly settings: Settings;
  readonly io: CommandIo;
  readonly findIn: (texts: Texts, settings: Settings) => Promise<LintResult>;
  readonly parseBytes: BytesParser;
}

/** Lints the tree as it was at a commit, too: what is found there is old. */
export async function askGit(ref: string, result: LintResult, run: Run): Promise<Known> {
  const { sources, settings, io, findIn } = run;
  const { texts, notices } = readOldTexts(ref, run);
  const account = { by: 'since', reason: `there at ${ref}`, notices, problems: [] } as const;
  if (texts === sources) return { ...account, old: withoutCrashes(result) };
  const before = await findIn(texts, settings);
  const known = new KnownFindings();
  const oldIdentities = new Identities(texts.documents);
  for (const finding of before.findings) known.add(finding.file, oldIdentities.of(finding));
  const read = new Set(sources.files);
  const { old } = compare(withoutCrashes(result), known, {
    identities: new Identities(sources.documents),
    fileOf: ({ file }) => file,
    isGone: (file) => !read.has(file) && !existsSync(resolve(io.cwd, file)),
  });
  return { ...account, old };
}

/** A rule that crashes did not do its job, today as then. */
function withoutCrashes({ findings }: LintResult): readonly Finding[] {
  return findings.filter(({ ruleId }) => ruleId !== RULE_CRASHED);
}

interface OldTree {
  readonly texts: Texts;
  readonly notices: readonly string[];
}

function readOldTexts(ref: string, run: Run): OldTree {
  const { settings, io } = run;
  try {
    const commit = findCommit(ref, io.cwd);
    const tree = new CommitTree(commit.root, commit.id);
    const old = new OldTexts(commit, tree, { ...run, cwd: io.cwd });
    const texts = old.read(settings.paths, (file) => settings.exclusionOf?.(file) !== undefined);
    return { texts, notices: describeUnknown(ref, tree, old) };
  } catch (error) {
    if (!(error instanceof GitProblem)) throw error;
    throw new UsageError(`--since ${ref}: ${error.message}`, { cause: error });
  }
}

/** What git could not be asked about. */
function describeUnknown(
  ref: string,
  { unknownSubmodules }: CommitTree,
  { outside: [first, ...more] }: OldTexts,
): string[] {
  const notices = [...unknownSubmodules].map(
    (it) => `${it}: the submodule does not have its commit of ${ref}, and counts as unchanged`,
  );
  if (first === undefined) return notices;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return [...notices, `${first}${others}: outside of the repository, counts as unchanged`];
}
