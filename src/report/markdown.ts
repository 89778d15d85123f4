import type { Finding, RelatedPlace } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import { escapeMarkdown, markdownLink } from './markdown-text.ts';
import type { ReportContext } from './report.ts';
import { summarize } from './summary.ts';
import { worstFirst } from './worst-first.ts';

/** What a comment of a pull request holds, in characters; bytes are counted here, which are more. */
export const LONGEST_COMMENT = 65_536;
/** Room for the line that says what is left out. */
const ROOM_FOR_MORE = 200;

/** A message may quote a whole file, and name many places: one row must not take the place of all. */
const LONGEST_CELL = 1000;
const MOST_RELATED = 5;

/** A table for people: in a comment of a pull request or on the page of a job. */
export function* renderMarkdown(result: LintResult, context: ReportContext): Generator<string> {
  const { findings } = result;
  let room = (context.longest ?? LONGEST_COMMENT) - ROOM_FOR_MORE;
  const head = `**${context.tool.name}**: ${escapeMarkdown(summarize(result))}\n`;
  yield head;
  if (findings.length === 0) return;
  const columns = '\n| severity | place | finding |\n| --- | --- | --- |\n';
  yield columns;
  room -= Buffer.byteLength(head + columns);
  let shown = 0;
  for (const finding of worstFirst(findings)) {
    const row = renderRow(finding, context);
    room -= Buffer.byteLength(row);
    if (room < 0) break;
    yield row;
    shown++;
  }
  const more = findings.length - shown;
  if (more > 0)
    yield `\n${more} more ${more === 1 ? 'finding is' : 'findings are'} not shown here.\n`;
}

function renderRow(finding: Finding, context: ReportContext): string {
  const { severity, message, ruleId, related, fix } = finding;
  const cell = [
    `${inCell(message)} (${markdownLink(ruleId, context.ruleUrl(ruleId))})`,
    ...related.slice(0, MOST_RELATED).map((it) => `${linkTo(it, context)}: ${inCell(it.message)}`),
    ...(related.length > MOST_RELATED ? [`${related.length - MOST_RELATED} more places`] : []),
    ...(fix === undefined ? [] : [`fix: ${inCell(fix.title)}`]),
  ].join('<br>');
  return `| ${severity} | ${linkTo(finding, context)} | ${cell} |\n`;
}

function inCell(text: string): string {
  return escapeMarkdown(text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL)} …`);
}

function linkTo(
  { file, range }: Pick<Finding | RelatedPlace, 'file' | 'range'>,
  { repositoryPath, placeUrl }: ReportContext,
): string {
  return markdownLink(`${repositoryPath(file)}:${range.start.line}`, placeUrl(file, range));
}
