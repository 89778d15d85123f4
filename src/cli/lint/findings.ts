import {
  compareFindings,
  lintDocuments,
  reportInstead,
  type LintResult,
} from '../../engine/lint.ts';
import type { LintOptions } from '../../engine/options.ts';
import { silenceOptions } from '../../silence/options.ts';
import type { Texts } from '../sources.ts';
import type { Settings } from './settings.ts';

/** What the rules find in these texts, without what comments and the configuration silence. */
export async function findIn(texts: Texts, settings: Settings): Promise<LintResult> {
  const { rules } = settings;
  const lint = lintOptionsFor(texts, settings);
  const documents = [...texts.documents, ...texts.context];
  const result = lintDocuments(documents, texts.fileCount, rules, lint);
  if (texts.marked.length === 0 && settings.silence.configured.length === 0) return result;
  const { silence } = await import('../../silence/silence.ts');
  const options = silenceOptions(documents, rules, lint, settings.silence);
  const { findings, silenced } = silence(result.findings, texts.marked, options);
  return reportInstead(result, [...findings].sort(compareFindings), silenced);
}

function lintOptionsFor({ context }: Texts, { lint }: Settings): LintOptions {
  if (context.length === 0) return lint;
  const files = new Set(context.map(({ file }) => file.path));
  return { ...lint, isContext: (file) => files.has(file) };
}
