import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Finding } from '../../src/engine/finding.ts';
import { DEFAULT_LINT_OPTIONS, lint } from '../../src/engine/lint.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { damaged, shop } from './shop.ts';

const RUN = { seed: 20_240_611, numRuns: 150 };
const OPTIONS = { ...DEFAULT_LINT_OPTIONS, minSeverity: 'info' as const };

type Text = readonly [path: string, text: string];

function findings(...texts: readonly Text[]): readonly Finding[] {
  const sources = texts.map(([path, text]) => ({ file: new SourceFile(path, text) }));
  const result = lint(sources, rules, OPTIONS);
  expect(result.crashed).toBe(false);
  return result.findings;
}

function stream(objects: readonly string[]): string {
  return objects.map((object) => `---\n${object}\n`).join('');
}

/**
 * What is found, apart from its place in the files, which differs between the runs, and from the
 * message, which may name the first of several equal objects as an example.
 */
function said(found: readonly Finding[]): string[] {
  return found
    .map(({ ruleId, messageId, path, resource }) =>
      JSON.stringify([ruleId, messageId, resource, path]),
    )
    .sort();
}

test('no text makes the linter throw, and every range lies in its text', () => {
  const anyText = fc.oneof(
    damaged,
    damaged,
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const file = new SourceFile('shop.yaml', text);
      const lines = file.text.split('\n');
      for (const { range, related } of findings(['shop.yaml', text])) {
        for (const { start, end } of [range, ...related.map((it) => it.range)]) {
          expect(start.line).toBeLessThanOrEqual(lines.length);
          expect(start.column - 1).toBeLessThanOrEqual(lines[start.line - 1]?.length ?? 0);
          expect(end.column - 1).toBeLessThanOrEqual(lines[end.line - 1]?.length ?? 0);
          const isForward =
            start.line < end.line || (start.line === end.line && start.column <= end.column);
          expect(isForward).toBe(true);
        }
      }
    }),
    { ...RUN, numRuns: 1_000 },
  );
});

test('the order of documents does not change what is found', () => {
  const shuffled = shop.chain((objects) =>
    fc.tuple(
      fc.constant(objects),
      fc.shuffledSubarray([...objects], { minLength: objects.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([objects, other]) => {
      expect(said(findings(['shop.yaml', stream(other)]))).toEqual(
        said(findings(['shop.yaml', stream(objects)])),
      );
    }),
    RUN,
  );
});

test('the order of files does not change what is found', () => {
  fc.assert(
    fc.property(shop, (objects) => {
      const texts = objects.map((object, index): Text => [`${index}.yaml`, object]);
      expect(said(findings(...texts.toReversed()))).toEqual(said(findings(...texts)));
    }),
    RUN,
  );
});

test('one object a file or all in one file, side by side in a folder, is the same', () => {
  fc.assert(
    fc.property(shop, (objects) => {
      const apart = findings(...objects.map((object, index): Text => [`${index}.yaml`, object]));
      expect(said(apart)).toEqual(said(findings(['shop.yaml', stream(objects)])));
    }),
    RUN,
  );
});

test('an object that has nothing to do with the others adds nothing', () => {
  const stranger = JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'colours', namespace: 'elsewhere' },
    data: { theme: 'dark' },
  });
  fc.assert(
    fc.property(shop, (objects) => {
      const alone = findings(['shop.yaml', stream(objects)]);
      expect(findings(['shop.yaml', stream(objects)], ['stranger.yaml', stranger])).toEqual(alone);
    }),
    RUN,
  );
});
