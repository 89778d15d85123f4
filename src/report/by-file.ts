import type { Finding } from '../engine/finding.ts';

/** Findings are sorted by file, so each file's are a stretch of them. */
export function* groupByFile(
  findings: readonly Finding[],
): Generator<readonly [file: string, findings: readonly Finding[]]> {
  let from = 0;
  for (let to = 1; to <= findings.length; to++) {
    const file = findings[from]?.file ?? '';
    if (findings[to]?.file === file) continue;
    yield [file, findings.slice(from, to)];
    from = to;
  }
}
