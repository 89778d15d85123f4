import type { LintResult } from '../engine/lint.ts';
import { jsonArray, toJson } from './json-text.ts';
import type { ReportContext } from './report.ts';

/** Of the JSON form, described by schema/findings.schema.json. */
export const SCHEMA_VERSION = 1;

/** The findings as they are, one a line; a large run is never one string. */
export function* renderJson(
  { findings, silenced, summary }: LintResult,
  { tool: { name, version }, showsSilenced }: ReportContext,
): Generator<string> {
  const head = { schemaVersion: SCHEMA_VERSION, tool: { name, version }, summary };
  yield `${toJson(head).slice(0, -1)},"findings":`;
  yield* jsonArray(findings, (finding) => finding);
  if (showsSilenced) {
    yield ',"silenced":';
    yield* jsonArray(silenced, ({ reason = null, at = null, ...rest }) => ({
      ...rest,
      reason,
      at,
    }));
  }
  yield '}\n';
}
