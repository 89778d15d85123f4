import { describe, expect, test } from 'vitest';
import { at, plain, root } from './support.ts';

/** Semantics 10.1, whole: what kubectl's YAML makes of plain scalars. */
const TABLE: readonly (readonly [value: unknown, spellings: string])[] = [
  [true, 'y Y yes Yes YES on On ON true True TRUE'],
  [false, 'n N no No NO off Off OFF false False FALSE'],
  [null, '~ null Null NULL'],
  [511, '0777 0o777 0O777 511'],
  [31, '0x1F 0x1f 0X1F'],
  [5, '0b101 0B101 +5'],
  [1000, '1_000 1__000 1e3 1E3 1e+3'],
  [8, '08 8 010 +8'],
  [18, '018'],
  [7, '007'],
  [0, '0 -0 0x0 00 0.0'],
  [-10, '-10 -012 -0xA'],
  [0.5, '.5 0.5 5e-1'],
  [1, '1. 1.0'],
  [1.1, '1.10 1.1'],
];
const STRINGS =
  'yEs tRue oN nUll None 12:30 1:30:00 2001-01-01 0x 0b 0o 1e 1,000 1e400 3.10.0 v1 8080/tcp ' +
  '10.0.0.1 100m 64Mi 0xG 09x _1 - -- +-1 << = 1.2.3 .e3 .';

describe('a plain scalar is what kubectl makes of it (S-1001, S-1003)', () => {
  for (const [value, spellings] of TABLE) {
    test.each(spellings.split(' '))(`%s is ${String(value)}`, (spelling) => {
      expect(at(root(`value: ${spelling}`), 'value').value()).toBe(value);
    });
  }

  test.each(STRINGS.split(' ').filter((it) => it !== '-'))('%s is a string', (spelling) => {
    expect(at(root(`value: ${spelling}`), 'value').value()).toBe(spelling);
  });

  test('nothing at all is null', () => {
    expect(at(root('value:'), 'value').value()).toBeNull();
    expect(at(root('value: # none'), 'value').shape).toBe('null');
  });
});

describe('quotes, blocks and tags', () => {
  test.each([
    ['"8080"', '8080'],
    ["'yes'", 'yes'],
    ['""', ''],
    ['"null"', 'null'],
    ['|\n  8080', '8080\n'],
    ['|-\n  true', 'true'],
    ['>-\n  a\n  b', 'a b'],
    ['!!str 8080', '8080'],
    ['!!str true', 'true'],
    ['"a\\tb\\u00e9\\x41\\U0001F6D2"', 'a\tbéA🛒'],
    ['"one\n  two\n\n  three"', 'one two\nthree'],
    ["'one\n  two\n\n  three'", 'one two\nthree'],
    ['"a\\\n  b"', 'ab'],
    ['one\n  two\n\n  three', 'one two\nthree'],
  ])('%j is the string %j', (source, expected) => {
    expect(at(root(`value: ${source}\n`), 'value').value()).toBe(expected);
  });

  test('!!int "80" is a number, as recorded in 328', () => {
    expect(at(root('port: !!int "80"'), 'port').value()).toBe(80);
  });

  test('whether a scalar was meant as a string', () => {
    const fields = root('a: "1"\nb: 1\nc: |\n  1\nd: &x \'1\'\ne: *x\n');
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => at(fields, name).isQuoted)).toEqual([
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('reading a scalar as something', () => {
  const fields = root('text: cart\nnumber: 8080\nboolean: on\nnothing: ~\nlist: []\n');
  test('string, number and boolean take only their own', () => {
    expect(at(fields, 'text').string()?.value).toBe('cart');
    expect(at(fields, 'number').string()).toBeUndefined();
    expect(at(fields, 'number').number()?.value).toBe(8080);
    expect(at(fields, 'text').number()).toBeUndefined();
    expect(at(fields, 'boolean').boolean()?.value).toBe(true);
    expect(at(fields, 'boolean').string()).toBeUndefined();
  });

  test('IntOrString takes two of them', () => {
    expect(at(fields, 'text').intOrString()?.value).toBe('cart');
    expect(at(fields, 'number').intOrString()?.value).toBe(8080);
    expect(at(fields, 'boolean').intOrString()).toBeUndefined();
  });

  test('text takes any scalar as it is written, and nothing else', () => {
    expect(at(fields, 'boolean').text()?.value).toBe('on');
    expect(at(fields, 'number').text()?.value).toBe('8080');
    for (const name of ['nothing', 'list', 'missing']) {
      expect(at(fields, name).text()).toBeUndefined();
    }
  });
});

test('plain keys are typed and spelt back, as recorded in 305 (S-1004)', () => {
  const labels = root('on: call\n1: one\n1.10: release\n010: eight\nn: no\n~: x\n"off": quoted\n');
  expect(plain(labels)).toEqual({
    true: 'call',
    '1': 'one',
    '1.1': 'release',
    '8': 'eight',
    false: false,
    null: 'x',
    off: 'quoted',
  });
  expect(at(labels, 'true').string()?.value).toBe('call');
  expect(at(labels, '1.1').string()?.value).toBe('release');
  expect(at(labels, 'on').shape).toBe('missing');
  expect(at(labels, 'off').string()?.value).toBe('quoted');
});
