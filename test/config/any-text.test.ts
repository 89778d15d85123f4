import fc from 'fast-check';
import { test } from 'vitest';
import { CONFIG_TEMPLATE } from '../../src/config/template.ts';
import { complaints } from './support.ts';

const SPOKEN = CONFIG_TEMPLATE.replace(/^#(?=[a-z]| {2})/gm, '').replace(/^plugins:.*$/m, '');

/** Pieces of the template in any order, with slips of any finger between them. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...SPOKEN.split('\n').map((line) => `${line}\n`)),
      fc.constantFrom('- ', ': ', '{', '}', '[', ']', '&a ', '*a ', '"', "'", '\t', '# ', '---\n'),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

test('any text is a configuration, or complaints in one line each, with a place', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      for (const line of await complaints(text)) {
        const hasPlace = /^\S+:\d+:\d+-\d+:\d+: error: .+ \[configuration\]$/.test(line);
        if (!hasPlace || line.includes('\n')) throw new Error(line);
      }
    }),
    { numRuns: 300 },
  );
});
