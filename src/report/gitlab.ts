import type { Finding } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import { jsonArray } from './json-text.ts';
import { oneLine } from './one-line.ts';
import type { ReportContext } from './report.ts';

const SEVERITIES = { error: 'critical', warning: 'major', info: 'minor' } as const;

/** GitLab's code quality report, which the merge request shows; paths from the repository's root. */
export function* renderGitLab({ findings }: LintResult, context: ReportContext): Generator<string> {
  const fingerprints = context.fingerprints();
  yield* jsonArray(findings, (finding) => toIssue(finding, fingerprints.of(finding), context));
  yield '\n';
}

function toIssue(finding: Finding, fingerprint: string, context: ReportContext): unknown {
  const { start, end } = finding.range;
  return {
    description: oneLine(finding.message),
    check_name: finding.ruleId,
    // GitLab shows findings of one fingerprint once.
    fingerprint,
    severity: SEVERITIES[finding.severity],
    location: {
      path: context.repositoryPath(finding.file),
      lines: { begin: start.line, end: end.line },
    },
  };
}
