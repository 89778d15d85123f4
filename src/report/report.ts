import type { Finding } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import type { Rule, Severity } from '../rule/index.ts';
import type { SourceRange } from '../source/range.ts';

/** What an output needs to know beside the findings. */
export interface ReportContext {
  readonly tool: { readonly name: string; readonly version: string; readonly url: string };
  readonly rules: readonly Rule[];
  /** Where a rule is described. */
  readonly ruleUrl: (ruleId: string) => string;
  /** The README of a rule; undefined where there is none. */
  readonly helpOf: (ruleId: string) => string | undefined;
  /** All files that were read, sorted: those without findings too. */
  readonly files: () => readonly string[];
  /** A file's path from the root of its repository; as it is where there is none. */
  readonly repositoryPath: (file: string) => string;
  /** A web page that shows the place at this commit; undefined outside of a pipeline. */
  readonly placeUrl: (file: string, range: SourceRange) => string | undefined;
  /** Findings of this severity and worse make the run fail. */
  readonly failsFrom: Severity;
  /** Whether what is silenced is listed too, as such, by the forms that can say so. */
  readonly showsSilenced: boolean;
  /** How many bytes the text may have, where that is not for the form to say. */
  readonly longest?: number;
  readonly isColored: boolean;
  /** Whether somebody is looking: findings are then followed by source and remedy. */
  readonly isTerminal: boolean;
  /** A line of a file, from 1; undefined where the text is gone. */
  readonly lineText: (file: string, line: number) => string | undefined;
  /** Names of findings that stay when documents move. Each report asks for its own set. */
  readonly fingerprints: () => { readonly of: (finding: Finding) => string };
  /** Tells whoever runs the command what the report leaves out. */
  readonly notify: (text: string) => void;
}

/** Findings → text, in pieces that are written as they come. */
export type Reporter = (result: LintResult, context: ReportContext) => Iterable<string>;
