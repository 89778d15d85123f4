import type { Finding } from '../engine/finding.ts';
import { compare, type CompareOptions } from './compare.ts';
import { KnownFindings } from './known-findings.ts';

export interface BaselineOptions extends CompareOptions {
  /** Whether this run would have found an entry of the file again, were it still there. */
  readonly isJudged: (file: string, rule: string) => boolean;
}

export interface BaselineOutcome {
  readonly fresh: readonly Finding[];
  readonly old: readonly Finding[];
  /** How many entries are no longer found, by file. */
  readonly stale: ReadonlyMap<string, number>;
  /** What a new baseline holds: what this run found, and what it could not judge. */
  readonly next: KnownFindings;
}

/** Holds findings against a baseline: what is new, what is old, what is mended. */
export function applyBaseline(
  findings: readonly Finding[],
  known: KnownFindings,
  options: BaselineOptions,
): BaselineOutcome {
  const { fresh, old, left } = compare(findings, known, options);
  const next = new KnownFindings();
  for (const finding of findings) next.add(options.fileOf(finding), options.identities.of(finding));
  const stale = new Map<string, number>();
  for (const file of left.files) {
    for (const { identity, count } of left.of(file)) {
      if (options.isJudged(file, identity.rule)) stale.set(file, (stale.get(file) ?? 0) + count);
      else next.add(file, identity, count);
    }
  }
  return { fresh, old, stale, next };
}
