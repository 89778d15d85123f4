import type { LintResult } from '../engine/lint.ts';
import { groupByFile } from './by-file.ts';
import type { ReportContext } from './report.ts';
import { openTag, XML_HEAD } from './xml.ts';

/** Checkstyle's XML, which Jenkins and many others read; paths as the findings have them. */
export function* renderCheckstyle(
  { findings }: LintResult,
  { tool }: ReportContext,
): Generator<string> {
  yield `${XML_HEAD}<checkstyle version="4.3">\n`;
  for (const [name, ofFile] of groupByFile(findings)) {
    yield `  ${openTag('file', { name })}>\n`;
    for (const { range, severity, message, ruleId } of ofFile) {
      const { line, column } = range.start;
      const source = `${tool.name}.${ruleId}`;
      yield `    ${openTag('error', { line, column, severity, message, source })}/>\n`;
    }
    yield '  </file>\n';
  }
  yield '</checkstyle>\n';
}
