import type { LintResult } from '../engine/lint.ts';
import type { Rule } from '../rule/index.ts';

/** What an output needs to know beside the findings. */
export interface ReportContext {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rules: readonly Rule[];
  /** Where a rule is described. */
  readonly ruleUrl: (ruleId: string) => string;
  /** The README of a rule; undefined where there is none. */
  readonly helpOf: (ruleId: string) => string | undefined;
  /** A file's path from the root of its repository; as it is where there is none. */
  readonly repositoryPath: (file: string) => string;
  readonly isColored: boolean;
  /** Whether somebody is looking: findings are then followed by source and remedy. */
  readonly isTerminal: boolean;
  /** A line of a file, from 1; undefined where the text is gone. */
  readonly lineText: (file: string, line: number) => string | undefined;
}

/** Findings → text, in pieces that are written as they come. */
export type Reporter = (result: LintResult, context: ReportContext) => Iterable<string>;
