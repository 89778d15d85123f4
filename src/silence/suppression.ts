import type { FindingResource, Silencer } from '../engine/finding.ts';
import type { SourceRange } from '../source/range.ts';

/** What a comment or an annotation says about one rule. */
export interface SuppressionText {
  readonly rule: string;
  readonly reason: string | undefined;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string | undefined;
}

/** Where a suppression stands, for what is to be said about it. */
export interface SuppressionPlace {
  readonly file: string;
  /** Which document of the file, from 0. */
  readonly document: number;
  readonly range: SourceRange;
  readonly resource: FindingResource | null;
}

/** An end of a finding: where it is reported, or where its other end lies. */
export interface End {
  readonly file: string;
  readonly line: number;
  readonly resource: FindingResource | null;
}

/** One rule, set aside in one part of what is linted. */
export interface Suppression extends SuppressionText {
  readonly by: Extract<Silencer, 'comment' | 'annotation' | 'config'>;
  readonly at: SuppressionPlace;
  /** Under which it is found for the end of a finding that it may cover: see `keys.ts`. */
  readonly keys: readonly string[];
  /** How it is called where somebody put it in vain: `a comment here`. */
  readonly reach: string;
  readonly covers: (end: End) => boolean;
  /** Whether to say so when it silences nothing. */
  readonly mustBeUsed: boolean;
}

/** What is wrong with the words of a suppression. */
export interface SuppressionProblem {
  readonly at: SuppressionPlace;
  readonly message: string;
}

/** What was read, good and bad. */
export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly SuppressionProblem[];
}
