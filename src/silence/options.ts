import { nearestName } from '../config/nearest-name.ts';
import type { LintOptions } from '../engine/options.ts';
import { RuleSeverity } from '../engine/severity.ts';
import { isKustomizationFile, readResources, readWorkload } from '../model/index.ts';
import type { Document } from '../parse/index.ts';
import type { Rule } from '../rule/index.ts';
import type { ConfiguredSuppression } from './configured.ts';
import type { SilenceOptions } from './silence.ts';

/** Who may silence findings, and how. */
export interface SilenceSettings {
  /** Whether comments and annotations are heeded. */
  readonly isInline: boolean;
  readonly requiresReason: boolean;
  /** What the configuration silences. */
  readonly configured: readonly ConfiguredSuppression[];
}

/** What silencing needs to know of a run over `documents`. */
export function silenceOptions(
  documents: readonly Document[],
  rules: readonly Rule[],
  lint: LintOptions,
  settings: SilenceSettings,
): SilenceOptions {
  const ruleIds = rules.map(({ id }) => id);
  return {
    ...settings,
    today: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    ruleIds,
    severityOf: severitiesOf(rules, lint),
    nearestRule: (name) => nearestName(name, ruleIds),
    reader: {
      readResources: (document) => readResources(document, lint),
      readWorkload: (resource) => readWorkload(resource, lint.podTemplates),
      isKustomized: documents.some(({ file }) => isKustomizationFile(file.path)),
    },
  };
}

/** How bad the findings of a rule in a file are; undefined where it reports none there. */
export function severitiesOf(
  rules: readonly Rule[],
  options: LintOptions,
): SilenceOptions['severityOf'] {
  const byId = new Map(rules.map((rule) => [rule.id, new RuleSeverity(rule, options)]));
  return (ruleId, file) =>
    options.isContext?.(file) === true ? undefined : byId.get(ruleId)?.in(file);
}
