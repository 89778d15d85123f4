import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { loadReporter, REPORT_FORMATS } from '../../src/report/index.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';

const MANY = 20_000;
/** Of SARIF, the description of all rules. */
const LONGEST_PIECE = 1_000_000;

test.each(REPORT_FORMATS)(
  '%s never holds all findings as one text',
  async (format) => {
    const findings = Array.from({ length: MANY }, () => findingOf({}));
    const reporter = await loadReporter(format);
    let longest = 0;
    let pieces = 0;
    for (const piece of reporter(
      resultOf(findings),
      contextOf({ rules, helpOf: () => '# Help' }),
    )) {
      longest = Math.max(longest, piece.length);
      pieces++;
    }
    expect(pieces).toBeGreaterThan(10);
    expect(longest).toBeLessThan(LONGEST_PIECE);
  },
  60_000,
);
