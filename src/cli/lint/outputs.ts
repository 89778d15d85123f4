import { resolve } from 'node:path';
import type { LintResult } from '../../engine/lint.ts';
import { loadReporter, NAMING_FORMATS, type ReportContext } from '../../report/index.ts';
import type { Rule } from '../../rule/index.ts';
import { wantsColor } from '../colors.ts';
import { writeAll, type CommandIo } from '../io.ts';
import type { Sources } from '../sources.ts';
import type { Settings } from './settings.ts';
import type { ReportTarget } from './targets.ts';

/** What became of the reports: one line each. */
export interface Written {
  /** Reports that could not be written. */
  readonly problems: readonly string[];
  /** What they leave out. */
  readonly notices: readonly string[];
}

/** Writes every report that was asked for; one that fails keeps no other from its place. */
export async function writeOutputs(
  result: LintResult,
  sources: Sources,
  rules: readonly Rule[],
  settings: Settings,
  io: CommandIo,
): Promise<Written> {
  const problems: string[] = [];
  const notices: string[] = [];
  const targets = settings.targets.filter((target) => hasAnythingToSay(target, result));
  if (targets.length === 0) return { problems, notices };
  const { makeReportContext } = await import('../report-context.ts');
  const namesFindings = targets.some(({ format }) => NAMING_FORMATS.has(format));
  const context = await makeReportContext({ rules, sources, settings, io, notices, namesFindings });
  for (const { format, file } of targets) {
    if (file === undefined) continue;
    const problem = await writeFile(format, resolve(io.cwd, file), result, context);
    if (problem !== undefined) problems.push(`${file}: ${problem}`);
  }
  const shown =
    targets.find(({ file }) => file === undefined) ??
    // Findings that reached no file must not be lost.
    (problems.length > 0 ? ({ format: 'text', file: undefined } as const) : undefined);
  if (shown !== undefined) await writeStandardOutput(shown, result, context, settings, io);
  const summary = io.env['GITHUB_STEP_SUMMARY'];
  if (summary && targets.some(({ format }) => format === 'github')) {
    const { appendStepSummary } = await import('../step-summary.ts');
    await appendStepSummary(summary, result, context);
  }
  return { problems, notices };
}

/** A clean run has nothing to say in words, and needs no stream for it. */
function hasAnythingToSay({ format, file }: ReportTarget, { findings }: LintResult): boolean {
  return format !== 'text' || file !== undefined || findings.length > 0;
}

async function writeStandardOutput(
  { format }: ReportTarget,
  result: LintResult,
  context: ReportContext,
  { color }: Settings,
  io: CommandIo,
): Promise<void> {
  const reporter = await loadReporter(format);
  const isText = format === 'text';
  const looks = {
    isColored: isText && wantsColor(color, io),
    isTerminal: isText && io.stdout.isTTY === true,
  };
  await writeAll(io.stdout, reporter(result, { ...context, ...looks }));
}

/** Says why it did not work; undefined where it did. */
async function writeFile(
  format: ReportTarget['format'],
  path: string,
  result: LintResult,
  context: ReportContext,
): Promise<string | undefined> {
  const [reporter, { writeWholeFile, explainWriteError }] = await Promise.all([
    loadReporter(format),
    import('../output-file.ts'),
  ]);
  try {
    await writeWholeFile(path, reporter(result, context));
    return undefined;
  } catch (error) {
    return `the report could not be written: ${explainWriteError(error)}`;
  }
}
