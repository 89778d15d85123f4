import { expect, test } from 'vitest';
import { likeness, spellings } from '../../src/graph/spelling.ts';

test.each([
  ['cart', 'Cart'],
  ['check-out', 'checkout'],
  ['catalog', 'catalogs'],
  ['cart', 'cart-service'],
  ['cart-svc', 'cart-deployment'],
])('%s and %s are the same name', (one, other) => {
  expect(likeness(one, other)).toBe('same');
  expect(likeness(other, one)).toBe('same');
});

test.each([
  ['checkuot', 'checkout'],
  ['wbe', 'web'],
  ['catlog', 'catalog'],
  ['shop-payment', 'shop-paymend'],
])('%s is a slip of the fingers for %s', (one, other) => {
  expect(likeness(one, other)).toBe('typo');
  expect(likeness(other, one)).toBe('typo');
});

test.each([
  ['mysql', 'mssql'],
  ['orders-db-1', 'orders-db-2'],
  ['search-a', 'search-b'],
  ['cart', 'card'],
  ['web-v1', 'web-v2'],
])('%s and %s are two', (one, other) => {
  expect(likeness(one, other)).toBeUndefined();
});

test('a name with a word more at its beginning or end holds the other', () => {
  expect(likeness('catalog', 'shop-catalog')).toBe('part');
  expect(likeness('catalog', 'catalog-search')).toBe('part');
  expect(likeness('catalog', 'shop-catalog-search')).toBeUndefined();
});

test.each([
  ['checkuot', 'checkout'],
  ['catlog', 'catalog'],
  ['shop-payment', 'shop-paymend'],
  ['catalog', 'shop-catalog'],
  ['cart', 'cart-service'],
])('%s and %s meet in an index', (one, other) => {
  const words = spellings(one);
  expect([...spellings(other)].some((word) => words.has(word))).toBe(true);
});
