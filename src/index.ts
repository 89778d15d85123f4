export { lint, type ManifestFile } from './library/lint.ts';
export type { LintOptions } from './library/options.ts';
export { createWorkspace, type Workspace } from './library/workspace.ts';
export type { LintResult, Summary } from './engine/lint.ts';
export type {
  Finding,
  FindingEdit,
  FindingFix,
  FindingResource,
  RelatedPlace,
  SilencedFinding,
} from './engine/finding.ts';
export { defineRule, type Rule, type RuleDefinition } from './rule/index.ts';
export { rules } from '../rules/index.ts';
