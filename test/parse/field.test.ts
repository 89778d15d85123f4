import { describe, expect, test } from 'vitest';
import { isPlaceholder } from '../../src/parse/index.ts';
import { at, parse, place, plain, root } from './support.ts';

test('paths are written as Kubernetes writes them', () => {
  const fields = root(
    'spec:\n  ports:\n    - port: 80\n  selector:\n    app.kubernetes.io/name: cart\n',
  );
  expect(at(fields, 'spec', 'ports', 0, 'port').path).toBe('spec.ports[0].port');
  expect(at(fields, 'spec', 'selector', 'app.kubernetes.io/name').path).toBe(
    'spec.selector[app.kubernetes.io/name]',
  );
  expect(at(fields, 'spec', 'nothing', 'here').path).toBe('spec.nothing.here');
  expect(fields.path).toBe('');
  expect(at(fields, 'spec', 'selector').entries()[0]?.key.path).toBe(
    'spec.selector[app.kubernetes.io/name]',
  );
});

test('asking a scalar, a null or nothing for more gives nothing, and never throws', () => {
  const fields = root('name: cart\nnothing:\n');
  for (const name of ['name', 'nothing', 'missing']) {
    const field = at(fields, name);
    expect(field.get('x').shape).toBe('missing');
    expect(field.items()).toEqual([]);
    expect(field.entries()).toEqual([]);
    expect(field.duplicateKeys()).toEqual([]);
  }
  expect(parse('a: "')[0]?.root.get('a').shape).toBe('missing');
});

describe('duplicate keys (S-1016, recorded in 306)', () => {
  const fields = root('name: first\nlabels: {a: 1}\nname: second\n"name": third\nlabels: {b: 2}\n');

  test('the last one counts', () => {
    expect(at(fields, 'name').string()?.value).toBe('third');
    expect(plain(fields)).toEqual({ name: 'third', labels: { b: 2 } });
  });

  test('each repetition is told, with the first', () => {
    const places = fields.duplicateKeys().map(({ first, again }) => [place(first), place(again)]);
    expect(places).toEqual([
      ['1:1-1:5', '3:1-3:5'],
      ['1:1-1:5', '4:1-4:7'],
      ['2:1-2:7', '5:1-5:7'],
    ]);
  });

  test('keys that are spelt differently may be one key', () => {
    expect(root('on: 1\nyes: 2\n"true": 3\n').duplicateKeys()).toHaveLength(2);
    expect(root('1: a\n"1": b\n').duplicateKeys()).toHaveLength(1);
  });

  test('what is written beside what is merged is no duplicate, nor are two merges', () => {
    const text = 'a: &a {x: 1}\nb: {<<: *a, x: 2}\nc: {<<: *a, <<: *a}\n';
    for (const name of ['b', 'c']) expect(at(root(text), name).duplicateKeys()).toEqual([]);
  });
});

describe('merge keys (S-1015, recorded in 319)', () => {
  test('what is written wins, wherever it stands', () => {
    const text =
      'base: &base {port: 80, name: http}\nports: [{port: 81, <<: *base}, {<<: *base, port: 82}]\n';
    expect(plain(at(root(text), 'ports'))).toEqual([
      { port: 81, name: 'http' },
      { port: 82, name: 'http' },
    ]);
  });

  test('of a list the earlier wins', () => {
    const text = '<<: [{tier: web}, {tier: api, app: cart}]\n';
    expect(plain(root(text))).toEqual({ tier: 'web', app: 'cart' });
    expect(at(root(text), 'tier').string()?.value).toBe('web');
  });

  test('merged mappings merge in turn', () => {
    const text = 'a: &a {x: 1, z: 1}\nb: &b {<<: *a, z: 2}\nc: {<<: *b}\n';
    expect(plain(at(root(text), 'c'))).toEqual({ x: 1, z: 2 });
    expect(at(root(text), 'c', 'x').number()?.value).toBe(1);
  });

  test('a quoted << is a key like any other', () => {
    expect(plain(root('"<<": {a: 1}\n'))).toEqual({ '<<': { a: 1 } });
  });

  test('merging what is no mapping gives nothing', () => {
    expect(plain(root('<<: cart\na: 1\n'))).toEqual({ a: 1 });
    expect(plain(root('<<: [cart, [1]]\na: 1\n'))).toEqual({ a: 1 });
  });
});

test('keys may be aliases, empty or whole mappings', () => {
  const fields = root('a: &key cart\n*key : 1\n? {x: 1}\n: 2\n: 3\n');
  expect(at(fields, 'cart').number()?.value).toBe(1);
  expect(fields.entries()).toHaveLength(4);
});

describe('placeholders (S-1035)', () => {
  test.each([
    '${PORT}',
    '${PORT:=80}',
    'cart-${ENV}',
    '$(PORT)',
    '$PORT',
    '{{ .Values.port }}',
    '<service-name>',
    '<path:secret/erp#host>',
    '%PORT%',
    '@@host@@',
    '__NODE_PORT__',
    'ENC[AES256_GCM,data:x]',
    'REPLACE_ME',
    'CHANGEME',
  ])('%s', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  test.each([
    'cart',
    '8080',
    'a < b',
    '100%',
    '$',
    'cost: $5',
    'http://cart.shop.svc',
    '__init',
    'a@b.c',
  ])('not %s', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });
});
