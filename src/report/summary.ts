import type { LintResult } from '../engine/lint.ts';

/** What the run came to, in one line for a person. */
export function summarize({ summary, filesWithoutResources }: LintResult): string {
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
  return `${found} (${looked}${others})`;
}

/** `1 file`, `2 files`. */
function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
