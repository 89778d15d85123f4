import type { Finding } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import { groupByFile } from './by-file.ts';
import type { ReportContext } from './report.ts';
import { FROM_WORST } from './worst-first.ts';
import { escapeXml, openTag, XML_HEAD } from './xml.ts';

/**
 * JUnit's XML: a suite for each file, a case for each finding. A case fails where the finding makes the
 * run fail; another says what it has to say and passes. A file without findings is a case that passes.
 */
export function* renderJUnit({ findings }: LintResult, context: ReportContext): Generator<string> {
  const failing = new Set<string>(FROM_WORST.slice(0, FROM_WORST.indexOf(context.failsFrom) + 1));
  const fails = ({ severity }: Finding): boolean => failing.has(severity);
  const byFile = new Map(groupByFile(findings));
  const files = [...new Set([...context.files(), ...byFile.keys()])].sort();
  const clean = files.length - byFile.size;
  const failures = findings.filter(fails).length;
  const counts = { tests: findings.length + clean, failures, errors: 0, time: '0' };
  yield `${XML_HEAD}${openTag('testsuites', { name: context.tool.name, ...counts })}>\n`;
  for (const file of files) yield* renderSuite(file, byFile.get(file) ?? [], fails);
  yield '</testsuites>\n';
}

function* renderSuite(
  file: string,
  findings: readonly Finding[],
  fails: (finding: Finding) => boolean,
): Generator<string> {
  const failures = findings.filter(fails).length;
  const counts = { tests: findings.length || 1, failures, errors: 0, skipped: 0, time: '0' };
  yield `  ${openTag('testsuite', { name: file, ...counts })}>\n`;
  if (findings.length === 0) yield `    ${openCase(file, 'no findings')}/>\n`;
  const names = new Map<string, number>();
  for (const finding of findings) {
    const { line, column } = finding.range.start;
    const place = `${finding.ruleId} ${line}:${column}`;
    const repetition = (names.get(place) ?? 0) + 1;
    names.set(place, repetition);
    // Two cases of one name would be one.
    yield renderCase(finding, repetition === 1 ? place : `${place} #${repetition}`, fails);
  }
  yield '  </testsuite>\n';
}

function openCase(file: string, name: string): string {
  return openTag('testcase', { name, classname: file, file, time: '0' });
}

function renderCase(finding: Finding, name: string, fails: (finding: Finding) => boolean): string {
  const { file, severity, message } = finding;
  const inner = fails(finding)
    ? `${openTag('failure', { type: severity, message })}>${detailsOf(finding)}</failure>`
    : `<system-out>${detailsOf(finding)}</system-out>`;
  return `    ${openCase(file, name)}>${inner}</testcase>\n`;
}

function detailsOf({ file, range, severity, message, related, fix, url }: Finding): string {
  const placeOf = (path: string, { line, column }: { line: number; column: number }): string =>
    `${path}:${line}:${column}`;
  return [
    `${placeOf(file, range.start)}: ${severity}: ${message}`,
    ...related.map((it) => `${placeOf(it.file, it.range.start)}: ${it.message}`),
    ...(fix === undefined ? [] : [`fix: ${fix.title}`]),
    url,
  ]
    .map(escapeXml)
    .join('\n');
}
