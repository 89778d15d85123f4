import type { LintResult } from '../../engine/lint.ts';
import { loadReporter, type ReportContext } from '../../report/index.ts';
import type { Rule } from '../../rule/index.ts';
import { wantsColor } from '../colors.ts';
import { writeAll, type CommandIo } from '../io.ts';
import type { Sources } from '../sources.ts';
import type { Settings } from './settings.ts';

/** Writes the findings in the form that was asked for. */
export async function writeOutputs(
  result: LintResult,
  sources: Sources,
  rules: readonly Rule[],
  settings: Settings,
  io: CommandIo,
): Promise<void> {
  // A clean run has nothing to say in words, and needs no stream for it.
  if (settings.format === 'text' && result.findings.length === 0) return;
  const [reporter, context] = await Promise.all([
    loadReporter(settings.format),
    makeContext(sources, rules, settings, io),
  ]);
  await writeAll(io.stdout, reporter(result, context));
}

async function makeContext(
  sources: Sources,
  rules: readonly Rule[],
  settings: Settings,
  io: CommandIo,
): Promise<ReportContext> {
  const isText = settings.format === 'text';
  const { makeReportContext } = await import('../report-context.ts');
  return makeReportContext({
    rules,
    cwd: io.cwd,
    documents: sources.documents,
    isColored: isText && wantsColor(settings.color, io),
    isTerminal: isText && io.stdout.isTTY === true,
  });
}
