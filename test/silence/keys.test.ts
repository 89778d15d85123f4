import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keysOfEnd, keysOfLines } from '../../src/silence/keys.ts';

const FILE = 'shop/cart.yaml';

const endAt = (line: number): readonly string[] => keysOfEnd({ file: FILE, line, resource: null });

test('what covers a line is found under a key of the line', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(2000), fc.nat(2000), (first, length, at) => {
      const last = first + length;
      const keys = new Set(keysOfLines(FILE, [{ first, last }]));
      const line = first + (at % (length + 1));
      expect(endAt(line).some((key) => keys.has(key))).toBe(true);
    }),
  );
});

test('what covers a whole file is found from any of its lines', () => {
  const [key = ''] = keysOfLines(FILE, [{ first: 1, last: Infinity }]);
  for (const line of [1, 64, 1e6]) expect(endAt(line)).toContain(key);
});

test('of thousands of comments in a file few share a key, so that each finding meets few', () => {
  const sharing = new Map<string, number>();
  for (let line = 1; line <= 10_000; line++) {
    for (const key of keysOfLines(FILE, [{ first: line, last: line + 1 }])) {
      sharing.set(key, (sharing.get(key) ?? 0) + 1);
    }
  }
  expect(Math.max(...sharing.values())).toBeLessThan(100);
});
