import type { Finding } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import type { ReportContext } from './report.ts';
import { oneLine } from './one-line.ts';
import { FROM_WORST } from './worst-first.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * GitHub shows so many of a kind for one step, and drops the rest without a word. Of a job it shows 50,
 * which is more than one step can have.
 */
export const MOST_OF_A_KIND = 10;

/** Workflow commands, which GitHub shows beside the changed lines; most severe first. */
export function* renderGitHub(
  { findings }: LintResult,
  { repositoryPath }: ReportContext,
): Generator<string> {
  for (const severity of FROM_WORST) {
    const ofKind = findings.filter((finding) => finding.severity === severity);
    for (const finding of ofKind.slice(0, MOST_OF_A_KIND)) {
      yield `${renderCommand(finding, repositoryPath)}\n`;
    }
    const more = ofKind.length - MOST_OF_A_KIND;
    if (more > 0) {
      yield `${more} more ${severity} ${more === 1 ? 'finding is' : 'findings are'} not shown: GitHub shows ${MOST_OF_A_KIND} of a kind for one step; --format text and --format sarif have them all\n`;
    }
  }
}

function renderCommand(finding: Finding, repositoryPath: ReportContext['repositoryPath']): string {
  const { start, end } = finding.range;
  // GitHub ignores columns where the lines differ.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const properties = Object.entries({
    file: repositoryPath(finding.file),
    line: start.line,
    endLine: end.line,
    ...columns,
    title: finding.ruleId,
  }).map(([name, value]) => `${name}=${escapeProperty(oneLine(String(value)))}`);
  const related = finding.related.map(
    (it) =>
      `${repositoryPath(it.file)}:${it.range.start.line}:${it.range.start.column}: ${it.message}`,
  );
  const message = [finding.message, ...related].map(oneLine).join('\n');
  return `::${COMMANDS[finding.severity]} ${properties.join(',')}::${escapeMessage(message)}`;
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
