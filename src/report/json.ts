import type { LintResult } from '../engine/lint.ts';
import type { ReportContext } from './report.ts';

/** Of the JSON form, described by schema/findings.schema.json. */
export const SCHEMA_VERSION = 1;

/** The findings as they are, one a line; a large run is never one string. */
export function* renderJson(
  { findings, summary }: LintResult,
  { tool }: ReportContext,
): Generator<string> {
  const head = { schemaVersion: SCHEMA_VERSION, tool, summary };
  yield `${JSON.stringify(head).slice(0, -1)},"findings":[`;
  let separator = '\n';
  for (const finding of findings) {
    yield `${separator}${JSON.stringify(finding)}`;
    separator = ',\n';
  }
  yield findings.length === 0 ? ']}\n' : '\n]}\n';
}
