import type { Finding, FindingFix } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import type { Position, SourceRange } from '../source/range.ts';
import { jsonArray, toJson } from './json-text.ts';
import { oneLine } from './one-line.ts';
import type { ReportContext } from './report.ts';
import { wellFormed } from './well-formed.ts';

type LineText = ReportContext['lineText'];

const SEVERITIES = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

/**
 * Reviewdog's JSON. Columns are counted in bytes of UTF-8; paths are from the current directory, as
 * reviewdog takes them. It refuses any property that it does not know.
 */
export function* renderRdjson(
  { findings }: LintResult,
  { tool, lineText }: ReportContext,
): Generator<string> {
  yield `{"source":${toJson({ name: tool.name, url: tool.url })},"diagnostics":`;
  yield* jsonArray(findings, (finding) => toDiagnostic(finding, lineText));
  yield '}\n';
}

function toDiagnostic(finding: Finding, lineText: LineText): unknown {
  const { file, message, range, severity, related, ruleId, fix, url } = finding;
  const others = related.map(
    (it) => `${it.file}:${it.range.start.line}:${it.range.start.column}: ${it.message}`,
  );
  const suggestions = fix === undefined ? [] : toSuggestions(fix, file, lineText);
  return {
    message: [message, ...others].map(oneLine).join('\n'),
    location: { path: wellFormed(file), range: inBytes(file, range, lineText) },
    severity: SEVERITIES[severity],
    code: { value: ruleId, url },
    ...(suggestions.length === 0 ? {} : { suggestions }),
  };
}

/** Several edits belong together, and suggestions are accepted one by one. */
function toSuggestions({ edits }: FindingFix, file: string, lineText: LineText): unknown[] {
  const [edit, ...others] = edits;
  if (edit?.file !== file || others.length > 0) return [];
  return [{ range: inBytes(file, edit.range, lineText), text: wellFormed(edit.text) }];
}

function inBytes(file: string, { start, end }: SourceRange, lineText: LineText): SourceRange {
  const convert = ({ line, column }: Position): Position => {
    const before = lineText(file, line)?.slice(0, column - 1);
    // A place behind the end of the line keeps its distance.
    const distance = before === undefined ? 0 : Buffer.byteLength(before) - before.length;
    return { line, column: column + distance };
  };
  return { start: convert(start), end: convert(end) };
}
