import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Field } from '../../src/parse/index.ts';
import { parse, plain } from '../parse/support.ts';
import { damaged } from './shop.ts';

const RUN = { seed: 20_240_611, numRuns: 300 };

const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((text) => !/[\p{Cc}\p{Cs}\uFEFF\u2028\u2029]/u.test(text)),
    fc.constantFrom(
      'yes',
      '8080',
      'cart',
      'a: b',
      '- x',
      '# no',
      'null',
      ' lead',
      'trail ',
      'one\ntwo\n',
      "it's",
    ),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('app', 'tier', 'port', 'a b', 'x/y', '🛒'), tie('value'), {
      noNullPrototype: true,
    }),
  ),
})).value;

/** YAML 1.1, because that is what go-yaml reads: what it may take for a boolean is quoted. */
const written = fc
  .tuple(data, fc.integer({ min: 1, max: 4 }), fc.boolean())
  .map(([value, indent, asJson]) => ({
    value,
    text: asJson
      ? JSON.stringify({ value }, undefined, indent)
      : stringify({ value }, { version: '1.1', indent }),
  }));

test('what was written is what is read', () => {
  fc.assert(
    fc.property(written, ({ value, text }) => {
      const [document] = parse(text);
      expect(document?.problems).toEqual([]);
      expect(document && plain(document.root)).toEqual({ value });
    }),
    RUN,
  );
});

/** Every field below a field. */
function* fieldsIn(field: Field): Generator<Field> {
  yield field;
  for (const { value } of field.entries()) yield* fieldsIn(value);
  for (const item of field.items()) yield* fieldsIn(item);
}

test('the range of a plain scalar cuts its text out of the file', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      for (const { root, file } of parse(text)) {
        for (const field of fieldsIn(root)) {
          const located = field.text();
          if (located === undefined || located.text.startsWith('*')) continue;
          expect(located.text).toBe(file.text.slice(located.start, located.end));
          const isOnOneLine = !/[\n\r]/.test(located.text);
          if (!field.isQuoted && isOnOneLine) expect(located.text).toBe(located.value);
        }
      }
    }),
    { ...RUN, numRuns: 1_000 },
  );
});
