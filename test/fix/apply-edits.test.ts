import { expect, test } from 'vitest';
import type { FindingFix } from '../../src/engine/finding.ts';
import { applyFixes } from '../../src/fix/apply-edits.ts';

/** Replaces columns `start` to `end` (exclusive) of a line of cart.yaml. */
function fix(line: number, start: number, end: number, text: string): FindingFix {
  const range = { start: { line, column: start }, end: { line, column: end } };
  return { title: text, safe: true, edits: [{ file: 'cart.yaml', range, text }] };
}

function apply(text: string, ...fixes: FindingFix[]): { text: string; leftOut: string[] } {
  const result = applyFixes(new Map([['cart.yaml', text]]), fixes);
  return {
    text: result.texts.get('cart.yaml') ?? '',
    leftOut: result.leftOut.map(({ title }) => title),
  };
}

test('edits of several fixes are made at their places, in whatever order they come', () => {
  expect(apply('a: one\nb: two\n', fix(2, 4, 7, '2'), fix(1, 4, 7, '1')).text).toBe('a: 1\nb: 2\n');
});

test('of two fixes that want the same place to be different, the first wins', () => {
  const result = apply('a: one\n', fix(1, 4, 7, '1'), fix(1, 5, 6, 'x'));
  expect(result).toEqual({ text: 'a: 1\n', leftOut: ['x'] });
});

test('two fixes that want the same are one', () => {
  const result = apply('a: one\n', fix(1, 4, 7, '1'), fix(1, 4, 7, '1'));
  expect(result).toEqual({ text: 'a: 1\n', leftOut: [] });
});

test('a fix of several edits goes in whole or not at all', () => {
  const second = fix(1, 4, 7, 'uno');
  const both = { ...second, edits: [...fix(2, 4, 7, 'due').edits, ...second.edits] };
  const result = apply('a: one\nb: two\n', fix(1, 4, 7, '1'), both);
  expect(result).toEqual({ text: 'a: 1\nb: two\n', leftOut: ['uno'] });
});

test('line ends and a byte order mark stay as they are', () => {
  expect(apply('\uFEFFa: one\r\nb: two\r\n', fix(2, 4, 7, '2')).text).toBe(
    '\uFEFFa: one\r\nb: 2\r\n',
  );
});

test('a fix of a file that is not there is left out', () => {
  const result = applyFixes(new Map(), [fix(1, 1, 2, 'x')]);
  expect(result.leftOut).toHaveLength(1);
});
