import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/index.ts';
import { readModel } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

/** What each host in the files means: `catalog found catalog`, `catalgo missing catalog`. */
function answers(files: Readonly<Record<string, string>>): string[] {
  const documents = Object.entries(files).flatMap(([path, text]) =>
    parseManifest(new SourceFile(path, text)),
  );
  const graph = buildGraph(readModel(documents), { world: 'open', nodes: undefined });
  return graph.hosts.uses.map(({ mention, answer }) => {
    const services = answer.status === 'missing' ? answer.alike : answer.services;
    const names = services.map(
      ({ resource }) => `${resource.namespace ?? '-'}/${resource.name.value}`,
    );
    return [mention.host.value, answer.status, ...names].join(' ');
  });
}

function service(name: string, { namespace = '', port = 80 } = {}): string {
  const metadata = namespace === '' ? `name: ${name}` : `name: ${name}, namespace: ${namespace}`;
  return `apiVersion: v1
kind: Service
metadata: { ${metadata} }
spec: { selector: { app: ${name} }, ports: [{ port: ${port} }] }
`;
}

function reader(host: string, namespace = '', more = ''): string {
  const metadata = namespace === '' ? 'name: cart' : `name: cart, namespace: ${namespace}`;
  return `apiVersion: v1
kind: Pod
metadata: { ${metadata} }
spec:
  ${more}
  containers:
    - name: cart
      env: [{ name: TARGET_URL, value: "${host}" }]
    - name: sidecars
`;
}

test.each([
  ['a name', 'http://catalog', ['catalog found -/catalog']],
  [
    'a full name',
    'http://catalog.shop.svc.cluster.local',
    ['catalog.shop.svc.cluster.local found -/catalog'],
  ],
  ['one letter off', 'http://catalgo', ['catalgo missing -/catalog']],
  ['a host outside', 'https://api.example.com', []],
  ['a host of a domain that looks like a namespace', 'http://catalog.example', []],
])('%s', (_, host, expected) => {
  expect(
    answers({ 'shop/cart.yaml': reader(host), 'shop/catalog.yaml': service('catalog') }),
  ).toEqual(expected);
});

describe('namespaces', () => {
  const stock = service('catalog', { namespace: 'stock' });

  test('a short name is looked up in the own one (S-522)', () => {
    const files = { 'a.yaml': reader('http://catalog', 'shop'), 'b.yaml': stock };
    expect(answers(files)).toEqual(['catalog elsewhere stock/catalog']);
  });

  test('one that is not stated matches any', () => {
    const files = { 'a.yaml': reader('http://catalog'), 'b.yaml': stock };
    expect(answers(files)).toEqual(['catalog found stock/catalog']);
  });

  test('what is far away is another application', () => {
    const files = { 'shop/web/a.yaml': reader('http://catalog', 'shop'), 'other/b.yaml': stock };
    expect(answers(files)).toEqual([]);
  });

  test('of one that is not in view nothing is known', () => {
    const files = { 'a.yaml': reader('http://payment.money.svc', 'shop'), 'b.yaml': stock };
    expect(answers(files)).toEqual([]);
  });
});

test.each([
  [
    'hostAliases',
    reader('http://catalgo', '', 'hostAliases: [{ ip: 10.0.0.1, hostnames: [catalgo] }]'),
  ],
  ['a container of the same Pod', reader('http://sidecars')],
])('%s: no near miss', (_, pod) => {
  const found = answers({
    'a.yaml': pod,
    'b.yaml': service('catalog') + '---\n' + service('sidecar'),
  });
  expect(found.filter((it) => it.includes('-/'))).toEqual([]);
});

describe('a name that resembles nothing, beside a port', () => {
  test('that one Service serves', () => {
    const files = { 'a.yaml': reader('postgres:5432'), 'b.yaml': service('stock', { port: 5432 }) };
    expect(answers(files)).toEqual(['postgres missing -/stock']);
  });

  test('that two serve', () => {
    const both = service('stock', { port: 5432 }) + '---\n' + service('users', { port: 5432 });
    expect(answers({ 'a.yaml': reader('postgres:5432'), 'b.yaml': both })).toEqual([
      'postgres missing',
    ]);
  });

  test('that everybody serves', () => {
    const files = {
      'a.yaml': reader('http://stock:8080'),
      'b.yaml': service('users', { port: 8080 }),
    };
    expect(answers(files)).toEqual(['stock missing']);
  });
});

test('a controller looks short names up in a namespace of its own', () => {
  const ingress = (url: string): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations: { nginx.ingress.kubernetes.io/auth-url: "${url}" }
`;
  const users = service('users', { namespace: 'shop' });
  expect(answers({ 'a.yaml': ingress('http://users/login'), 'b.yaml': users })).toEqual([]);
  expect(answers({ 'a.yaml': ingress('http://users.shop.svc/login'), 'b.yaml': users })).toEqual([
    'users.shop.svc found shop/users',
  ]);
});

test('ten thousand names cost no more than their number', () => {
  const lines = Array.from(
    { length: 10_000 },
    (_, at) => `    h${at} = http://catalog${at}x.shop.svc:80/`,
  );
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cart }\ndata:\n  a.ini: |\n${lines.join('\n')}\n`;
  const started = performance.now();
  answers({ 'a.yaml': text, 'b.yaml': service('catalog') });
  expect(performance.now() - started).toBeLessThan(5000);
});
