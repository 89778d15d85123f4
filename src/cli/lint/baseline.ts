import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import {
  applyBaseline,
  BaselineProblem,
  KnownFindings,
  readBaseline,
  writeBaseline,
  type BaselineOutcome,
} from '../../baseline/index.ts';
import { Identities } from '../../engine/identity.ts';
import { RULE_CRASHED } from '../../engine/finding.ts';
import type { LintResult } from '../../engine/lint.ts';
import type { Severity } from '../../rule/index.ts';
import { explainSystemError } from '../../source/discover.ts';
import type { CommandIo } from '../io.ts';
import { explainWriteError, writeWholeFile } from '../output-file.ts';
import type { Sources } from '../sources.ts';
import { UsageError } from '../usage-error.ts';
import type { Known } from './known.ts';
import type { Settings } from './settings.ts';

/** What a baseline is held against. */
interface Run {
  readonly sources: Sources;
  readonly settings: Settings;
  readonly io: CommandIo;
  /** How bad a rule is in a file; undefined where it reports nothing. */
  readonly severityOf: (ruleId: string, file: string) => Severity | undefined;
}

/** Holds the findings against the baseline, and writes it anew where that is asked for. */
export async function askBaseline(result: LintResult, run: Run): Promise<Known> {
  const { baseline, writeBaseline } = run.settings.known;
  const name = writeBaseline ?? baseline ?? '';
  const path = resolve(run.io.cwd, name);
  const known = read(name, path, baseline !== undefined);
  const outcome = hold(result, known, path, run);
  const account = { by: 'baseline', reason: `recorded in ${name}` } as const;
  const old = baseline === undefined ? [] : outcome.old;
  if (writeBaseline === undefined) {
    return { ...account, old, notices: describeStale(name, outcome), problems: [] };
  }
  const obstacle = obstacleTo(result, run) ?? (await write(path, outcome));
  if (obstacle !== undefined) {
    const problems = [`${name}: the baseline was not written: ${obstacle}`];
    return { ...account, old, notices: [], problems };
  }
  const notices = [describeWritten(name, result, outcome)];
  return { ...account, old: result.findings, notices, problems: [] };
}

/** What a baseline holds. One that is still to be written may be missing. */
function read(name: string, path: string, mustExist: boolean): KnownFindings {
  if (!existsSync(path)) {
    if (!mustExist) return new KnownFindings();
    throw new UsageError(`--baseline ${name}: no such file; --write-baseline ${name} makes it`);
  }
  try {
    // Some devices never end.
    if (statSync(path).isCharacterDevice()) throw new BaselineProblem('is no file');
    return readBaseline(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof BaselineProblem ? error.message : explainSystemError(error);
    const kept = mustExist ? '' : '; it was left as it is';
    throw new UsageError(`${name} ${reason}${kept}`, { cause: error });
  }
}

function hold(
  { findings }: LintResult,
  known: KnownFindings,
  path: string,
  { sources, settings, severityOf, io: { cwd } }: Run,
): BaselineOutcome {
  const folder = dirname(path);
  const nameOf = (file: string): string =>
    file.startsWith('<') ? file : relative(folder, resolve(cwd, file)).split(sep).join('/');
  const read = new Map(sources.files.map((file) => [nameOf(file), file]));
  const isThere = (file: string): boolean =>
    read.has(file) || file.startsWith('<') || existsSync(resolve(folder, file));
  const gone = new Set(known.files.filter((file) => !isThere(file)));
  const ruleIds = new Set(settings.rules.map(({ id }) => id));
  return applyBaseline(
    findings.filter(({ ruleId }) => ruleId !== RULE_CRASHED),
    known,
    {
      identities: new Identities(sources.documents),
      fileOf: ({ file }) => nameOf(file),
      isGone: (file) => gone.has(file),
      isJudged: (file, rule) =>
        gone.has(file) ||
        (read.has(file) &&
          (!ruleIds.has(rule) || severityOf(rule, read.get(file) ?? file) !== undefined)),
    },
  );
}

/** Why the findings of this run are not all that there are. */
function obstacleTo(
  { crashed, summary, findings }: LintResult,
  { sources, settings }: Run,
): string | undefined {
  const isEmpty = summary.resources === 0 && findings.length === 0;
  if (isEmpty && !settings.allowsEmpty) return 'this run found no Kubernetes object';
  const [problem] = sources.problems;
  if (problem !== undefined) return `this run is not complete (${problem})`;
  if (sources.hasUnreadDocuments) return 'this run is not complete (a document was not read)';
  return crashed ? 'this run is not complete (a rule crashed)' : undefined;
}

/** Says why it did not work; undefined where it did. */
async function write(path: string, { next }: BaselineOutcome): Promise<string | undefined> {
  try {
    await writeWholeFile(path, writeBaseline(next));
    return undefined;
  } catch (error) {
    return explainWriteError(error);
  }
}

const MOST_NAMED = 3;

function describeStale(name: string, { stale }: BaselineOutcome): string[] {
  if (stale.size === 0) return [];
  const files = [...stale.keys()];
  const more = files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more files` : '';
  const where = `${files.slice(0, MOST_NAMED).join(', ')}${more}`;
  const count = countOf(stale);
  return [
    `${name}: ${count === 1 ? '1 entry is' : `${count} entries are`} no longer found (${where}); --write-baseline ${name} takes them out`,
  ];
}

function describeWritten(
  name: string,
  { findings }: LintResult,
  { fresh, stale }: BaselineOutcome,
): string {
  const recorded = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  const gone = countOf(stale);
  const mended = gone === 0 ? '' : `, ${gone} no longer found taken out`;
  return `${name}: ${recorded} recorded, ${fresh.length} of them new${mended}`;
}

function countOf(stale: BaselineOutcome['stale']): number {
  return [...stale.values()].reduce((sum, it) => sum + it, 0);
}
