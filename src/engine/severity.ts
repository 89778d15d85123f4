import { SEVERITIES, type Rule, type Severity } from '../rule/index.ts';
import type { LintOptions, RuleSetting } from './options.ts';

/** Higher is worse. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.length - SEVERITIES.indexOf(severity);
}

/**
 * A rule's severity in this run, where nothing is said of single files: set by the user, raised, or
 * its own. Undefined where it is off.
 */
export function severityOf(rule: Rule, options: LintOptions): Severity | undefined {
  const set = options.rules?.everywhere.get(rule.id);
  if (set !== undefined) return severityIn(set);
  if (rule.raised === undefined) return rule.severity;
  const applies =
    rule.raised.by === 'world-closed'
      ? options.world === 'closed'
      : options.kubernetesVersion !== undefined;
  return applies ? rule.raised.to : rule.severity;
}

function severityIn(setting: RuleSetting): Severity | undefined {
  return setting === 'off' ? undefined : setting;
}

/** How bad a finding of one rule is, file by file. Undefined where it is not to be shown. */
export class RuleSeverity {
  private readonly usual: Severity | undefined;
  private readonly overrides;
  private readonly known = new Map<string, Severity | undefined>();

  constructor(rule: Rule, options: LintOptions) {
    const shown = (severity: Severity | undefined): Severity | undefined =>
      severity !== undefined && rankOf(severity) >= rankOf(options.minSeverity)
        ? severity
        : undefined;
    this.usual = shown(severityOf(rule, options));
    this.overrides = (options.rules?.overrides ?? []).flatMap(({ matches, rules }) => {
      const setting = rules.get(rule.id);
      return setting === undefined ? [] : [{ matches, severity: shown(severityIn(setting)) }];
    });
  }

  /** Whether there is a file for which the rule is worth running. */
  get isShownAnywhere(): boolean {
    return (
      this.usual !== undefined || this.overrides.some(({ severity }) => severity !== undefined)
    );
  }

  in(file: string): Severity | undefined {
    if (this.overrides.length === 0) return this.usual;
    if (!this.known.has(file)) {
      const last = this.overrides.findLast(({ matches }) => matches(file));
      this.known.set(file, last === undefined ? this.usual : last.severity);
    }
    return this.known.get(file);
  }
}
