export { lint, type LintOptions, type LintResult, type Summary } from './engine/lint.ts';
export type { Finding } from './engine/finding.ts';
export { defineRule, type Rule, type RuleDefinition } from './rule/index.ts';
export { rules } from '../rules/index.ts';
