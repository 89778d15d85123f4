import { nearestName } from '../../config/nearest-name.ts';
import {
  compareFindings,
  lintDocuments,
  reportInstead,
  type LintResult,
} from '../../engine/lint.ts';
import type { LintOptions } from '../../engine/options.ts';
import { RuleSeverity } from '../../engine/severity.ts';
import type { Rule, Severity } from '../../rule/index.ts';
import type { Texts } from '../sources.ts';
import type { Settings } from './settings.ts';

/** What the rules find in these texts, without what comments and the configuration silence. */
export async function findIn(
  texts: Texts,
  rules: readonly Rule[],
  settings: Settings,
): Promise<LintResult> {
  const lint = lintOptionsFor(texts, settings);
  const documents = [...texts.documents, ...texts.context];
  const result = lintDocuments(documents, texts.fileCount, rules, lint);
  if (texts.marked.length === 0 && settings.silence.configured.length === 0) return result;
  const { silence } = await import('../../silence/index.ts');
  const ruleIds = rules.map(({ id }) => id);
  const { findings, silenced } = silence(result.findings, texts.marked, {
    ...settings.silence,
    today: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    ruleIds,
    severityOf: severitiesOf(rules, lint),
    nearestRule: (name) => nearestName(name, ruleIds),
  });
  return reportInstead(result, [...findings].sort(compareFindings), silenced);
}

function lintOptionsFor({ context }: Texts, { lint }: Settings): LintOptions {
  if (context.length === 0) return lint;
  const files = new Set(context.map(({ file }) => file.path));
  return { ...lint, isContext: (file) => files.has(file) };
}

/** How bad the findings of a rule in a file are; undefined where it reports none there. */
export function severitiesOf(
  rules: readonly Rule[],
  options: LintOptions,
): (ruleId: string, file: string) => Severity | undefined {
  const byId = new Map(rules.map((rule) => [rule.id, new RuleSeverity(rule, options)]));
  return (ruleId, file) =>
    options.isContext?.(file) === true ? undefined : byId.get(ruleId)?.in(file);
}
