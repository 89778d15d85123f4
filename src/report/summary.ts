import type { SilencedFinding, Silencer } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';

/** What the run came to, in one line for a person. */
export function summarize({ summary, filesWithoutResources, silenced }: LintResult): string {
  const counts = [
    count(summary.errors, 'error'),
    count(summary.warnings, 'warning'),
    count(summary.infos, 'info'),
  ].filter((it) => !it.startsWith('0 '));
  const found = counts.length === 0 ? 'no findings' : counts.join(', ');
  const looked = `${count(summary.files, 'file')}, ${count(summary.resources, 'resource')}`;
  const others =
    filesWithoutResources === 0
      ? ''
      : `; ${count(filesWithoutResources, 'file')} without a Kubernetes object`;
  return `${found} (${looked}${others}${countSilenced(silenced)})`;
}

const WHEREABOUTS: Readonly<Record<Silencer, string>> = {
  comment: 'silenced',
  annotation: 'silenced',
  config: 'silenced',
  baseline: 'in the baseline',
  since: 'old',
};

/** `; 2 silenced, 488 in the baseline`: what is not shown is not gone. */
function countSilenced(silenced: readonly SilencedFinding[]): string {
  const counts = new Map<string, number>();
  for (const { by } of silenced) {
    const where = WHEREABOUTS[by];
    counts.set(where, (counts.get(where) ?? 0) + 1);
  }
  const parts = [...counts].map(([where, number]) => `${number} ${where}`);
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

/** `1 file`, `2 files`. */
function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
