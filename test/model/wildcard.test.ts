import { expect, test } from 'vitest';
import { wildcard } from '../../src/model/index.ts';

test.each([
  ['cart', 'cart', true],
  ['cart', 'carts', false],
  ['cart-*', 'cart-blue', true],
  ['cart-*', 'cart-', true],
  ['cart-*', 'my-cart-blue', false],
  ['*-cart', 'my-cart', true],
  ['*', '', true],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['c*r*t', 'cart', true],
  ['c*r*t', 'catr', false],
  ['*ab*ab*', 'ab', false],
  ['cart.v1', 'cartxv1', false],
  ['**', 'cart', true],
])('%s takes %s: %s', (pattern, text, isTaken) => {
  expect(wildcard(pattern)(text)).toBe(isTaken);
});

test('many stars cost no more than the text is long', () => {
  const matches = wildcard(`${'*a'.repeat(200)}*b`);
  expect(matches('a'.repeat(100_000))).toBe(false);
});
