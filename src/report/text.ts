import type { Finding, RelatedPlace } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import { oneLine, oneLineName } from './one-line.ts';
import { painter, type Paint } from './paint.ts';
import type { ReportContext } from './report.ts';
import { quoteSource } from './source-quote.ts';

/**
 * `file:line:col-endLine:endCol: severity: message [rule-id]`, frozen: problem matchers read it. Only
 * on a terminal is it followed by indented lines.
 */
export function* renderText(result: LintResult, context: ReportContext): Generator<string> {
  const paint = painter(context.isColored);
  for (const finding of result.findings) {
    yield `${renderLine(finding, paint)}\n`;
    if (context.isTerminal) yield `${renderDetails(finding, context, paint).join('\n')}\n\n`;
  }
}

function renderLine(finding: Finding, paint: Paint): string {
  const { file, range, severity, message, ruleId } = finding;
  const { start, end } = range;
  const place = `${oneLineName(file)}:${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${paint('bold', place)}: ${paint(severity, severity)}: ${oneLine(message)} ${paint('dim', `[${ruleId}]`)}`;
}

function renderDetails(finding: Finding, context: ReportContext, paint: Paint): string[] {
  const { file, range, severity, fix, related } = finding;
  const note = (label: string, text: string): string =>
    `  ${paint('dim', '=')} ${paint('bold', label)}: ${oneLine(text)}`;
  return [
    ...quoteSource(context.lineText, file, range, (text) => paint(severity, text), paint),
    ...related.flatMap((it) => renderRelated(it, context, paint)),
    ...(fix === undefined ? [] : [note('fix', fix.title)]),
  ];
}

function renderRelated(related: RelatedPlace, context: ReportContext, paint: Paint): string[] {
  const { file, range, message } = related;
  const place = `${oneLineName(file)}:${range.start.line}:${range.start.column}`;
  return [
    `  ${paint('dim', '->')} ${place}: ${oneLine(message)}`,
    ...quoteSource(context.lineText, file, range, (text) => paint('info', text), paint),
  ];
}
