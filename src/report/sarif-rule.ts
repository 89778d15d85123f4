import type { ReportingDescriptor } from 'sarif';
import type { Rule, Severity } from '../rule/index.ts';
import type { ReportContext } from './report.ts';

/** What SARIF calls our severities. */
export const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;
const PROBLEM_SEVERITIES = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
} as const;

/** GitHub cuts descriptions and titles here. */
const LONGEST_DESCRIPTION = 1024;

/** A rule as GitHub shows it beside its findings. */
export function describeRule(id: string, context: ReportContext): ReportingDescriptor {
  const rule = context.rules.find((it) => it.id === id);
  const title = rule?.title ?? 'A rule of k8s-svc-lint crashed';
  const severity: Severity = rule?.severity ?? 'error';
  const url = context.ruleUrl(id);
  const help = context.helpOf(id);
  return {
    id,
    // A name must be more than the id in another case.
    name: pascalCase(id.includes('-') ? id : `${id}-problem`),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: describe(rule, title).slice(0, LONGEST_DESCRIPTION) },
    help: {
      text: `${title}. See ${url}`,
      ...(help === undefined ? {} : { markdown: readableAnywhere(help, url) }),
    },
    helpUri: url,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['kubernetes', 'networking', ...(rule === undefined ? [] : [rule.category])],
      precision: rule?.assumes === 'whole-namespace' ? 'medium' : 'very-high',
      'problem.severity': PROBLEM_SEVERITIES[severity],
    },
  };
}

function describe(rule: Rule | undefined, title: string): string {
  if (rule?.assumes !== 'whole-namespace') return `${title}.`;
  return `${title}. This assumes that everything in the namespace is in view.`;
}

/** The page with links that lead somewhere wherever it is shown. */
function readableAnywhere(page: string, url: string): string {
  return page.replace(
    /\]\((?![a-z]+:)([^)\s]+)\)/g,
    (_, target: string) => `](${new URL(target, url).href})`,
  );
}

function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
