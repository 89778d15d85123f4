import { expect, test } from 'vitest';
import { applied, clusterOf, service } from './read.ts';

const cart = service('cart', 'ports: [{port: 80}]');
const catalog = service('catalog', 'ports: [{port: 80}]');
const checkout = service('checkout', 'ports: [{port: 80}]');

function json(name: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ports: [{ port: 80 }] },
  });
}

test('an object that the server refuses ends nothing', () => {
  const refused = service('catalog', 'ports: [{port: "80"}]');
  expect(applied(clusterOf(`${cart}---\n${refused}---\n${checkout}`))).toEqual([
    'cart',
    'checkout',
  ]);
});

test.each([
  ['documents between separators', `${cart}---\n${catalog}`, ['cart', 'catalog']],
  [
    'empty ones and comments',
    `${cart}---\n# nothing\n---\nnull\n---\n${catalog}`,
    ['cart', 'catalog'],
  ],
  ['a comment behind the separator', `${cart}--- # next\n${catalog}`, ['cart', 'catalog']],
  ['a scalar ends the file', `${cart}---\nTODO\n---\n${catalog}`, ['cart']],
  ['a list ends the file', `${cart}---\n- one\n---\n${catalog}`, ['cart']],
  ['no apiVersion ends the file', `${cart}---\nservices: {}\n---\n${catalog}`, ['cart']],
  ['broken YAML ends the file', `${cart}---\na: [b\n---\n${catalog}`, ['cart']],
  [
    'content behind a separator loses the document before it',
    `${cart}---\n${catalog}--- {a: b}\n---\n${checkout}`,
    ['cart'],
  ],
  [
    'what stands behind "..." is not read',
    `${cart}...\n${catalog}---\n${checkout}`,
    ['cart', 'checkout'],
  ],
  ['JSON values in a row', `${json('cart')}${json('catalog')}`, ['cart', 'catalog']],
  ['one JSON value, then YAML', `${json('cart')}\n---\n${catalog}`, ['cart', 'catalog']],
  [
    'two JSON values, then a separator',
    `${json('cart')}\n${json('catalog')}\n---\n${json('checkout')}`,
    ['cart', 'catalog'],
  ],
  ['JSON glued together in YAML', `---\n${json('cart')}${json('catalog')}\n`, ['cart']],
])('%s', (_, text, names) => {
  expect(applied(clusterOf(text))).toEqual(names);
});

test.each(['%YAML 1.2\n---\n', '# about\n%TAG ! tag:example.com:\n---\n'])(
  'a directive ends the file: %j',
  (directive) => {
    expect(applied(clusterOf(`${directive}${cart}---\n${catalog}`))).toEqual([]);
    expect(applied(clusterOf(`${cart}---\n${directive}${catalog}`))).toEqual(['cart']);
  },
);

test('a percent sign within a document is none', () => {
  const text = `${cart}---\n# half\n${catalog}# 100\n`.replace('half', '50 %');
  expect(applied(clusterOf(text))).toEqual(['cart', 'catalog']);
});

test('a List without items makes nothing', () => {
  expect(applied(clusterOf('apiVersion: v1\nkind: List\nitems:\n'))).toEqual([]);
});

test('one file that ends early does not end the next', () => {
  expect(applied(clusterOf(`TODO\n---\n${cart}`, catalog))).toEqual(['catalog']);
});

test('a List in a List, or null in it, ends the file', () => {
  const nested = `apiVersion: v1\nkind: List\nitems:\n- ${cart}- {apiVersion: v1, kind: List, items: []}\n`;
  expect(applied(clusterOf(`${nested}---\n${catalog}`))).toEqual([]);
  const withNull = `apiVersion: v1\nkind: List\nitems:\n- ${cart}- null\n`;
  expect(applied(clusterOf(`${withNull}---\n${catalog}`))).toEqual([]);
});

test('items of a typed List need neither apiVersion nor kind', () => {
  const list =
    'apiVersion: v1\nkind: ServiceList\nitems:\n- {metadata: {name: cart}, spec: {ports: [{port: 80}]}}\n';
  expect(applied(clusterOf(list))).toEqual(['cart']);
});

test('what is not sent says why', () => {
  const [, object] = clusterOf(`${cart}---\nTODO\n---\n${catalog}`).objects;
  expect(object?.refusal).toContain('kubectl stops here');
});
