import { rules } from '../../rules/index.ts';
import {
  compareFindings,
  DEFAULT_LINT_OPTIONS,
  lintDocuments,
  severityOf,
  type LintOptions,
} from '../../src/engine/lint.ts';
import type { Finding, SilencedFinding } from '../../src/engine/finding.ts';
import { readResources, readWorkload } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { silence, type SilenceOptions } from '../../src/silence/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

export interface Told {
  /** `file:line rule` of what is reported. */
  readonly reported: readonly string[];
  /** `file:line rule by: reason` of what is not. */
  readonly silenced: readonly string[];
  /** The messages of the rules about suppressions. */
  readonly complaints: readonly string[];
}

/** What remains of the findings in these files, and what is said about those that do not. */
export function tell(
  texts: string | Readonly<Record<string, string>>,
  options: Partial<SilenceOptions> & { readonly lint?: Partial<LintOptions> } = {},
): Told {
  const files = typeof texts === 'string' ? { 'shop/cart.yaml': texts } : texts;
  const documents = Object.entries(files).flatMap(([path, text]) =>
    parseManifest(new SourceFile(path, text)),
  );
  const lint: LintOptions = { ...DEFAULT_LINT_OPTIONS, ...options.lint };
  const result = lintDocuments(documents, Object.keys(files).length, rules, lint);
  const { findings, silenced } = silence(result.findings, documents, {
    isInline: true,
    requiresReason: false,
    today: '2026-06-15',
    configured: [],
    ruleIds: rules.map(({ id }) => id),
    severityOf: (id) => {
      const rule = rules.find((it) => it.id === id);
      return rule === undefined ? undefined : severityOf(rule, lint);
    },
    nearestRule: () => undefined,
    reader: { readResources, readWorkload, isKustomized: 'shop/kustomization.yaml' in files },
    ...options,
  });
  const isComplaint = ({ ruleId }: Finding): boolean => ruleId.startsWith('suppression-');
  const sorted = [...findings].sort(compareFindings);
  return {
    reported: sorted.filter((it) => !isComplaint(it)).map(placeAndRule),
    silenced: silenced.map(describeSilenced),
    complaints: sorted.filter(isComplaint).map((it) => `${placeAndRule(it)}: ${it.message}`),
  };
}

function placeAndRule({ file, range, ruleId }: Finding): string {
  return `${file}:${range.start.line} ${ruleId}`;
}

function describeSilenced({ finding, by, reason }: SilencedFinding): string {
  return `${placeAndRule(finding)} ${by}: ${reason ?? ''}`;
}
