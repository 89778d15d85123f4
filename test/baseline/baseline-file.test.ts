import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { KnownFindings, readBaseline, writeBaseline } from '../../src/baseline/index.ts';
import type { Identity } from '../../src/engine/identity.ts';

const identity: Identity = {
  rule: 'service-target-port-unresolved',
  resource: 'Service shop/cart',
  path: 'spec.ports[name=http].targetPort',
  value: 'htpp',
};

function textOf(...entries: readonly (readonly [string, Identity, number])[]): string {
  const known = new KnownFindings();
  for (const [file, it, count] of entries) known.add(file, it, count);
  return [...writeBaseline(known)].join('');
}

test('what is written is read again, and fits its schema', () => {
  const odd = { rule: 'syntax', resource: '', path: '', value: 'a "b" \\ \u2028' };
  const text = textOf(
    ['shop/ä "b".yaml', identity, 2],
    ['__proto__', odd, 1],
    ['shop/cart.yaml', identity, 1],
  );
  const schema = readFileSync(
    path.resolve(import.meta.dirname, '../../src/baseline/schema/baseline.schema.json'),
    'utf8',
  );
  const isValid = new Ajv2020({ strict: true }).compile(JSON.parse(schema) as object);
  expect(isValid(JSON.parse(text)), JSON.stringify(isValid.errors)).toBe(true);
  const known = readBaseline(text);
  expect(known.files).toEqual(['__proto__', 'shop/cart.yaml', 'shop/ä "b".yaml']);
  expect(known.of('shop/ä "b".yaml')).toEqual([{ identity, count: 2 }]);
  expect(known.of('__proto__')).toEqual([{ identity: odd, count: 1 }]);
  expect([...writeBaseline(known)].join('')).toBe(text);
});

test('one finding a line, sorted, the same whatever the order of finding', () => {
  const other = { ...identity, value: 'admin' };
  const text = textOf(['b.yaml', identity, 1], ['a.yaml', identity, 1], ['a.yaml', other, 1]);
  expect(textOf(['a.yaml', other, 1], ['b.yaml', identity, 1], ['a.yaml', identity, 1])).toBe(text);
  expect(text.split('\n').filter((line) => line.includes('"rule"'))).toHaveLength(3);
});

test('an empty one is one', () => {
  expect(readBaseline(textOf()).files).toEqual([]);
});

test.each([
  ['', 'is no JSON'],
  ['{"schemaVersion": 1, "files":', 'is no JSON'],
  ['null', 'is no baseline of k8s-svc-lint'],
  ['[]', 'is no baseline of k8s-svc-lint'],
  ['{"name": "shop", "version": "1.0.0"}', 'is no baseline of k8s-svc-lint'],
  ['{"schemaVersion": 1, "files": []}', 'is no baseline of k8s-svc-lint'],
  [
    '{"schemaVersion": 2, "files": {}}',
    'is a baseline of version 2, and this k8s-svc-lint reads version 1',
  ],
  ['{"schemaVersion": 1, "files": {"a": {}}}', 'files["a"] is no list'],
  ['{"schemaVersion": 1, "files": {"a": [1]}}', 'files["a"][0] names no rule'],
  [
    '{"schemaVersion": 1, "files": {"a": [{"rule": "x", "path": 1}]}}',
    'files["a"][0].path is no text',
  ],
  [
    '{"schemaVersion": 1, "files": {"a": [{"rule": "x", "count": 0}]}}',
    'files["a"][0].count is no number',
  ],
  [
    '{"schemaVersion": 1, "files": {"a": [{"rule": "x", "count": 1e99}]}}',
    'files["a"][0].count is no number',
  ],
])('%s', (text, problem) => {
  expect(() => readBaseline(text)).toThrow(problem);
});
