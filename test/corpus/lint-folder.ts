import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../rules/index.ts';
import type { Finding } from '../../src/engine/finding.ts';
import { DEFAULT_LINT_OPTIONS, lint, type LintResult } from '../../src/engine/lint.ts';
import { discover } from '../../src/source/discover.ts';
import { SourceFile } from '../../src/source/source-file.ts';

/** Other people's manifests lie beside the project and are not part of it. */
export const SHARED = path.resolve(import.meta.dirname, '../../../shared');

/** All manifests of a folder as one run with defaults; paths are relative to the folder. */
export async function lintFolder(folder: string): Promise<LintResult> {
  const { files } = await discover(['.'], folder);
  const sources = files.map(({ path: name, isChartTemplate }) => ({
    file: new SourceFile(name, readFileSync(path.join(folder, name), 'utf8')),
    isChartTemplate,
  }));
  return lint(sources, rules, DEFAULT_LINT_OPTIONS);
}

/** How many findings each rule has, the most severe rules first. */
export function countByRule(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { severity, ruleId } of findings) {
    const key = `${severity.padEnd(7)} ${ruleId}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => `${String(count).padStart(5)}  ${key}`)
    .join('\n');
}
