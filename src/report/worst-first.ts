import type { Finding } from '../engine/finding.ts';

export const FROM_WORST = ['error', 'warning', 'info'] as const;

/** For outputs that are cut off: what is lost then matters least. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return FROM_WORST.flatMap((severity) => findings.filter((it) => it.severity === severity));
}
