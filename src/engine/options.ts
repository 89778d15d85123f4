import type { WorldOptions } from '../graph/index.ts';
import type { ReadModelOptions } from '../model/index.ts';
import type { Severity } from '../rule/index.ts';

/** What a rule is set to: its severity, or that it is not to run. */
export type RuleSetting = Severity | 'off';

/** Settings for some files only. */
export interface PathSettings {
  /** Takes paths as findings name them. */
  readonly matches: (file: string) => boolean;
  readonly rules: ReadonlyMap<string, RuleSetting>;
}

/** What rules are set to, where that is not what they say themselves. */
export interface RuleSettings {
  readonly everywhere: ReadonlyMap<string, RuleSetting>;
  /** Of several that match a file, the later win. */
  readonly overrides: readonly PathSettings[];
}

export interface LintOptions extends WorldOptions, Omit<ReadModelOptions, 'asWritten'> {
  /** Findings below this are not made. */
  readonly minSeverity: Severity;
  readonly rules?: RuleSettings | undefined;
  /** Files whose objects exist, and in which nothing is reported. */
  readonly isContext?: ((file: string) => boolean) | undefined;
  /** What is deployed together: a file sees those that share a set with it, and the context. */
  readonly setsOf?: ((file: string) => readonly string[]) | undefined;
}

export const DEFAULT_LINT_OPTIONS: LintOptions = {
  world: 'open',
  nodes: undefined,
  minSeverity: 'warning',
};
