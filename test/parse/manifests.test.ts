import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/parse/index.ts';
import { at, parse, place, plain } from './support.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/manifests');

function roots(name: string): Field[] {
  return parse(readFileSync(path.join(FOLDER, name), 'utf8')).map(({ root }) => root);
}

function read(name: string, document: number, ...segments: (string | number)[]): unknown {
  const field = roots(name)[document];
  return field && plain(at(field, ...segments));
}

/** What each file holds: `kind/name` a document, `-` for a document without object. */
const CONTENTS: Readonly<Record<string, readonly string[]>> = {
  'anchors.yaml': ['Deployment/cart', 'Service/cart'],
  'block-scalars.yaml': ['ConfigMap/texts', 'Service/cart'],
  'byte-order-mark.yaml': ['Service/cart', 'Service/catalog'],
  'comments.yaml': ['Service/cart'],
  'duplicate-keys.yaml': ['Service/cart'],
  'flow.yaml': ['Service/cart', 'Service/catalog'],
  'indentation.yaml': ['Deployment/cart'],
  'json-stream.json': ['Service/cart', 'Service/catalog', 'Service/checkout'],
  'json.json': ['Service/cart'],
  'keys.yaml': ['Service/cart'],
  'list.yaml': ['List/-', 'ServiceList/-'],
  'quotes.yaml': ['Service/cart'],
  'separators.yaml': ['Service/cart', '-/-', '-/-', 'Service/catalog', 'Service/checkout', '-/-'],
  'unicode.yaml': ['Service/cart'],
};

describe('every file says what is expected, and nothing is wrong with it', () => {
  const files = readdirSync(FOLDER).filter((name) => /\.(?:yaml|json)$/.test(name));
  test.each(files)('%s', (name) => {
    const documents = parse(readFileSync(path.join(FOLDER, name), 'utf8'));
    expect(documents.flatMap(({ problems }) => problems)).toEqual([]);
    const objects = documents.map(({ root }) => {
      const kind = root.get('kind').string()?.value ?? '-';
      return `${kind}/${at(root, 'metadata', 'name').string()?.value ?? '-'}`;
    });
    expect(objects).toEqual(CONTENTS[name]);
  });

  test('no file is missing', () => {
    expect(files).toEqual(Object.keys(CONTENTS));
  });
});

test('anchors.yaml: aliases and merges', () => {
  expect(read('anchors.yaml', 0, 'spec', 'template', 'metadata', 'labels')).toEqual({
    app: 'cart',
    tier: 'web',
    track: 'stable',
  });
  expect(read('anchors.yaml', 0, 'spec', 'template', 'spec', 'containers')).toEqual([
    {
      name: 'cart',
      image: 'registry.example/shop/cart:2',
      ports: [{ name: 'http', containerPort: 8080 }],
    },
    {
      name: 'cart-metrics',
      image: 'registry.example/shop/cart:2',
      ports: [{ name: 'metrics', containerPort: 9090 }],
    },
  ]);
  expect(read('anchors.yaml', 1, 'metadata', 'annotations')).toEqual({
    'shop.example/from': 'first',
    'shop.example/extra': 'yes',
  });
});

test('block-scalars.yaml: chomping, folding, indentation', () => {
  expect(read('block-scalars.yaml', 0, 'data')).toEqual({
    literal: 'one\n  two\n\nthree\n',
    strip: 'one\ntwo',
    keep: 'one\n\n',
    folded: 'one two\nthree\n  four\nfive\n',
    'folded-strip': 'one two',
    indented: '  two more\nnone\n',
    'header-comment': 'one\n',
    empty: '',
    service: 'apiVersion: v1\nkind: Service\n---\n# no comment\nmetadata: {name: hidden}\n',
    last: 'no newline\n  at the end',
  });
  expect(read('block-scalars.yaml', 1, 'spec', 'selector', 'app')).toBe('cart');
});

test('byte-order-mark.yaml: line ends of Windows are newlines', () => {
  expect(read('byte-order-mark.yaml', 0, 'metadata', 'annotations')).toEqual({
    text: 'one\ntwo\n',
    quoted: 'one two',
  });
});

test('comments.yaml: comments are no values', () => {
  expect(read('comments.yaml', 0)).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'cart', labels: { app: 'cart#1' } },
    spec: {
      ports: [
        { port: 80, name: 'http' },
        { port: 81, name: ['admin', 'more'] },
      ],
    },
  });
});

test('duplicate-keys.yaml: the last counts', () => {
  expect(read('duplicate-keys.yaml', 0, 'spec')).toEqual({
    selector: { app: 'cart' },
    ports: [{ port: 81 }],
  });
});

test('flow.yaml: everything in braces', () => {
  expect(read('flow.yaml', 1)).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'catalog',
      labels: {},
      annotations: {
        'shop.example/a': 'one',
        'shop.example/b': 'two',
        url: 'http://catalog:8080/x?y=1#z',
      },
    },
    spec: {
      selector: { app: 'catalog', tier: 'web' },
      ports: [
        { name: 'http', port: 80 },
        { name: 'admin', port: 81 },
        { name: 'quoted, comma', port: 82 },
      ],
      externalIPs: [],
      command: ['sh', '-c', '--', '-x=1', '?a'],
      loadBalancerSourceRanges: ['10.0.0.0/8', 'fd00::/8'],
    },
  });
});

test('indentation.yaml: lists as deep as their key', () => {
  expect(read('indentation.yaml', 0, 'spec', 'template', 'spec', 'containers')).toEqual([
    {
      name: 'cart',
      ports: [
        { containerPort: 8080, name: 'http' },
        { containerPort: 9090, name: 'metrics' },
        { containerPort: 9091, name: 'admin' },
      ],
      args: [['nested', 'list'], ['again']],
    },
    { image: 'registry.example/shop/proxy:1', name: 'proxy' },
  ]);
});

test('json.json and json-stream.json: tabs and escapes', () => {
  expect(read('json.json', 0, 'metadata', 'annotations', 'text')).toBe('tab\t quote" slash/ é 🛒');
  expect(read('json.json', 0, 'spec', 'ports')).toEqual([
    { port: 80 },
    { port: 81, name: 'admin' },
  ]);
  expect(read('json-stream.json', 1, 'metadata', 'annotations', 'text')).toBe('}{"}{');
});

test('keys.yaml: keys of every form', () => {
  expect(read('keys.yaml', 0, 'spec')).toEqual({ selector: { app: 'cart' } });
  expect(read('keys.yaml', 0, 'metadata', 'labels')).toMatchObject({
    true: 'call',
    '1': 'one',
    '1.1': 'release',
    on: 'quoted',
    'app.kubernetes.io/name': 'cart',
    'a key with spaces': 'x',
    'http://cart': 'x',
  });
});

test('quotes.yaml: folding and escapes; quoted text may end at the left margin', () => {
  expect(read('quotes.yaml', 0, 'metadata', 'annotations')).toEqual({
    single: "it's the cart",
    folded: 'one two\nthree',
    joined: 'one two',
    'single-folded': 'one two\nthree',
    escapes: 'tab\t, cart 🛒, A',
    json: '{ "port": 80 }',
    margin: 'one two',
    empty: '',
    hash: 'a # b',
    colon: 'a: b',
    dashes: '--- no separator',
  });
});

test('unicode.yaml: columns count as editors count', () => {
  const [root] = roots('unicode.yaml');
  if (root === undefined) throw new Error('no document');
  expect(read('unicode.yaml', 0, 'spec', 'selector')).toEqual({ app: 'カート', größe: 'L' });
  expect(place(at(root, 'metadata', 'name').anchor())).toBe('3:60-3:64');
});
