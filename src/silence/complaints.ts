import { ruleUrl, type Finding } from '../engine/finding.ts';
import type { Severity } from '../rule/index.ts';
import type { Suppression, SuppressionPlace, SuppressionProblem } from './suppression.ts';

/** What came of the suppressions of a run. */
export interface Outcome {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly SuppressionProblem[];
  /** Those that silenced something. */
  readonly used: ReadonlySet<Suppression>;
  /** Those that would have, before their day was over. */
  readonly expired: ReadonlySet<Suppression>;
}

export interface ComplaintOptions {
  readonly requiresReason: boolean;
  /** All rules that there are, on or off. */
  readonly ruleIds: readonly string[];
  /** How bad a rule's findings in a file are; undefined where it does not report. */
  readonly severityOf: (ruleId: string, file: string) => Severity | undefined;
  /** The rule that was meant by a name that is none. */
  readonly nearestRule: (name: string) => string | undefined;
}

/** What is to be said about suppressions themselves, as findings of rules of their own. */
export class Complaints {
  private readonly known: ReadonlySet<string>;
  private byRuleAndFile: Map<string, Finding[]> | undefined;

  constructor(
    /** Silenced ones included: they tell where a suppression belongs. */
    private readonly findings: readonly Finding[],
    private readonly options: ComplaintOptions,
  ) {
    this.known = new Set(options.ruleIds);
  }

  about(outcome: Outcome): Finding[] {
    return [
      ...outcome.problems.flatMap((it) => this.complain('suppression-invalid', it.at, it.message)),
      ...outcome.suppressions.flatMap((it) => this.judge(it, outcome)),
    ];
  }

  private judge(suppression: Suppression, { used, expired }: Outcome): Finding[] {
    const { rule, reason, at } = suppression;
    if (!this.known.has(rule)) return this.unknownRule(suppression);
    if (expired.has(suppression)) {
      return this.complain('suppression-expired', at, describeEnd(suppression));
    }
    if (!used.has(suppression)) return this.unused(suppression);
    if (reason !== undefined || !this.options.requiresReason) return [];
    return this.complain('suppression-without-reason', at, describeLackOfReason(suppression));
  }

  private unknownRule(suppression: Suppression): Finding[] {
    const { rule, at, mustBeUsed } = suppression;
    // A text that a manifest carries may be meant for somebody else.
    if (!mustBeUsed && suppression.by === 'comment') return [];
    const nearest = this.options.nearestRule(rule);
    const remedy =
      nearest === undefined
        ? `"k8s-svc-lint rules" lists all${rule.includes('-') ? '' : '; a reason stands behind " -- "'}`
        : `did you mean "${nearest}"?`;
    return this.complain('suppression-unknown-rule', at, `there is no rule "${rule}"; ${remedy}`);
  }

  private unused(suppression: Suppression): Finding[] {
    const { rule, mustBeUsed, at } = suppression;
    // A rule that did not run has found nothing either way.
    if (!mustBeUsed || this.options.severityOf(rule, at.file) === undefined) return [];
    return this.complain('suppression-unused', at, this.describeUnused(suppression));
  }

  private describeUnused({ rule, at, reach, by }: Suppression): string {
    const vain = `${by === 'config' ? 'the suppression' : `the ${by}`} silences nothing: ${rule} finds nothing in ${reach}`;
    const nearest = this.nearestFinding(rule, at);
    if (nearest === undefined) return `${vain}; take it out`;
    const { resource, range } = nearest;
    const object = resource === null ? '' : `, in ${resource.kind} ${resource.name}`;
    return `${vain}, but in line ${range.start.line}${object}; ${ADVICE[by]}`;
  }

  /** Where in the same file the rule finds something. */
  private nearestFinding(rule: string, { file, range }: SuppressionPlace): Finding | undefined {
    this.byRuleAndFile ??= groupByRuleAndFile(this.findings);
    return nearestByLine(this.byRuleAndFile.get(`${rule}\n${file}`) ?? [], range.start.line);
  }

  private complain(ruleId: string, at: SuppressionPlace, message: string): Finding[] {
    const severity = this.options.severityOf(ruleId, at.file);
    if (severity === undefined) return [];
    return [
      {
        ruleId,
        messageId: 'said',
        category: 'internal',
        severity,
        message,
        file: at.file,
        document: at.document,
        range: at.range,
        path: '',
        resource: at.resource,
        related: [],
        url: ruleUrl(ruleId),
      },
    ];
  }
}

function groupByRuleAndFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.ruleId}\n${finding.file}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** Of findings in the order of their lines. */
function nearestByLine(findings: readonly Finding[], line: number): Finding | undefined {
  const lineOf = (index: number): number => findings[index]?.range.start.line ?? Infinity;
  let low = 0;
  let high = findings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lineOf(middle) < line) low = middle + 1;
    else high = middle;
  }
  const isAbove = low > 0 && line - lineOf(low - 1) <= lineOf(low) - line;
  return findings[isAbove ? low - 1 : low];
}

const ADVICE = {
  comment: 'put it on that line or the line above',
  annotation: 'annotate that object',
  config: 'name that object',
} as const;

function describeLackOfReason({ rule, by }: Suppression): string {
  const how = {
    comment: 'write it behind " -- "',
    annotation: `write it behind "${rule}: "`,
    config: 'write it under "reason"',
  };
  return `${rule} is silenced without a reason; ${how[by]}`;
}

function describeEnd({ rule, until }: Suppression): string {
  return `${rule} was silenced until ${until ?? ''} and is reported again; mend it, or write a later day`;
}
