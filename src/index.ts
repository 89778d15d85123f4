export {
  DEFAULT_LINT_OPTIONS,
  lint,
  sourceOf,
  type LintOptions,
  type LintResult,
  type LintSource,
  type Summary,
} from './engine/lint.ts';
export type {
  Finding,
  FindingEdit,
  FindingFix,
  FindingResource,
  RelatedPlace,
} from './engine/finding.ts';
export { defineRule, type Rule, type RuleDefinition } from './rule/index.ts';
export { rules } from '../rules/index.ts';
