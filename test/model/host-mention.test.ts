import { describe, expect, test } from 'vitest';
import {
  readHostMentions,
  readHostName,
  readModel,
  readResourceTexts,
  readWorkloadTexts,
} from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

/** Hosts and ports as `host:port@line:column`, places being those in the manifest. */
function hostsIn(manifest: string): string[] {
  const model = readModel(parseManifest(new SourceFile('shop.yaml', manifest)));
  const texts = [
    ...model.workloads.flatMap(readWorkloadTexts),
    ...model.resources.map(readResourceTexts),
  ];
  return texts.flatMap(readHostMentions).map(({ host, port }) => {
    const { line, column } = host.range.start;
    return `${host.value}${port === undefined ? '' : `:${port.value}`}@${line}:${column}`;
  });
}

function configMap(name: string, text: string): string {
  const block = text.replace(/^/gm, '    ');
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cart\ndata:\n  ${name}: |\n${block}\n`;
}

/** The hosts of one text, without their places. */
function hostsOf(name: string, text: string): string[] {
  return hostsIn(configMap(name, text)).map((it) => it.replace(/@.*/, ''));
}

describe('formats', () => {
  test.each([
    ['ini', 'cart.ini', '[mail]\nhost = smtp.shop.svc:25\n; host = old:25', ['smtp.shop.svc:25']],
    ['properties', 'a.properties', 'db.url=jdbc:postgresql://stock:5432/shop', ['stock:5432']],
    ['JSON', 'a.json', '{"catalog": "http://catalog:80/v1", "n": 80}', ['catalog:80']],
    ['YAML', 'a.yaml', 'catalog:\n  host: catalog\n  port: 80', ['catalog']],
    ['nginx', 'nginx.conf', 'upstream c {\n  server catalog:80; # cart:80\n}', ['catalog:80']],
    ['HAProxy', 'haproxy.cfg', 'backend b\n  server s1 catalog:80 check', ['catalog:80']],
    [
      'Prometheus',
      'prometheus.yml',
      "scrape_configs:\n  - static_configs:\n    - targets: ['cart:9090', 'stock.shop:9090']",
      ['cart:9090', 'stock.shop:9090'],
    ],
    ['shell', 'wait.sh', 'until nc -z stock 5432; do sleep 1; done', ['stock:5432']],
    ['TOML', 'a.toml', 'brokers = ["kafka-0.kafka:9092"]', ['kafka-0.kafka:9092']],
    [
      'list in a URL',
      'a.env',
      'URL=mongodb://u:p@db-0:27017,db-1:27017/x',
      ['db-0:27017', 'db-1:27017'],
    ],
  ])('%s', (_, name, text, hosts) => {
    expect(hostsOf(name, text)).toEqual(hosts);
  });
});

describe('no hosts', () => {
  test.each([
    ['a Java package', 'main=com.shop.cart.Main'],
    ['a file', 'file=/etc/shop/cart.svc.yaml'],
    ['a section', '[catalog]'],
    ['an image', 'image: registry.example.com/cart:80'],
    ['an owner', 'chown mysql:999 /data'],
    ['a time', 'at 12:30 sharp'],
    ['an address', 'http://10.0.0.1:80 and 10.0.0.1:80'],
    [
      'a name to be filled in',
      'http://${HOST}:80 http://cart-$(ENV):80 {{ .Host }}:80 http://%s:80',
    ],
    ['a comment', '# ask http://catalog:80\n// or http://catalog:81'],
    ['a description', 'description: ask http://catalog:80'],
    ['what is not to be proxied', 'no change'],
    ['a version', 'redis:6.2-alpine node:14.1'],
    ['a bucket', 's3://cart and docker://cart:80 and file://cart'],
  ])('%s', (_, text) => {
    expect(hostsOf('any.conf', text)).toEqual([]);
  });
});

describe('places', () => {
  test('in the middle of a block', () => {
    expect(hostsIn(configMap('a.ini', '[x]\nurl = http://catalog.shop.svc:80/v1'))).toEqual([
      'catalog.shop.svc:80@8:18',
    ]);
  });

  test('behind an escape in double quotes', () => {
    const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: cart }
data:
  a.ini: "[x]\\nhost=stock:80\\tcart:80"
`;
    expect(hostsIn(manifest)).toEqual(['stock:80@5:21', 'cart:80@5:31']);
  });

  test('of an alias and of base64: the whole value', () => {
    const manifest = `apiVersion: v1
kind: Secret
metadata:
  name: cart
  annotations: { note: &url "http://catalog:80" }
stringData:
  a: *url
data:
  b: ${Buffer.from('url=http://stock:80').toString('base64')}
`;
    expect(hostsIn(manifest)).toEqual(['catalog:80@7:6', 'stock:80@9:6']);
  });
});

describe('containers', () => {
  test('variables, arguments, init containers and pairs of variables', () => {
    const manifest = `apiVersion: v1
kind: Pod
metadata: { name: cart }
spec:
  initContainers:
    - name: wait
      command: [sh, -c, "nslookup stock"]
  containers:
    - name: cart
      args: [--catalog, "http://catalog", --redis-host, redis]
      env:
        - { name: STOCK_HOST, value: stock }
        - { name: STOCK_PORT, value: "5432" }
        - { name: NO_PROXY, value: "catalog:80" }
`;
    expect(hostsIn(manifest)).toEqual([
      'stock:5432@12:38',
      'catalog@10:33',
      'redis@10:57',
      'stock@7:35',
    ]);
  });

  test('a Pod says nothing with keys, numbers and flags', () => {
    const env = ['debug', '8080', 'true', 'C.UTF-8', '/var/lib', 'a=b'];
    const list = env.map((value, index) => `    - { name: V${index}, value: "${value}" }`);
    const manifest = `apiVersion: v1
kind: Pod
metadata: { name: cart }
spec:
  containers:
  - name: cart
    env:
${list.join('\n')}
`;
    expect(hostsIn(manifest)).toEqual([]);
  });
});

test('a long line costs no more than its length', () => {
  const hard = ['a'.repeat(2e5), 'a:1'.repeat(7e4), '://'.repeat(7e4), '.svc'.repeat(5e4)];
  const started = performance.now();
  for (const text of hard) hostsOf('any', text);
  expect(performance.now() - started).toBeLessThan(3000);
});

describe('host names (semantics 5.2)', () => {
  const readings = (host: string): string[] =>
    readHostName(host).readings.map(
      ({ pod, service, namespace }) => `${pod ?? '-'}/${service}/${namespace ?? '-'}`,
    );

  test.each([
    ['cart', ['-/cart/-']],
    ['cart.shop', ['cart/shop/-', '-/cart/shop']],
    ['cart.shop.svc', ['-/cart/shop']],
    ['cart.shop.svc.cluster.local', ['-/cart/shop']],
    ['cart.shop.svc.k8s.example.com', ['-/cart/shop']],
    ['cart-0.cart.shop.svc', ['cart-0/cart/shop']],
    ['cart-0.cart.shop', ['cart-0/cart/shop']],
    ['_http._tcp.cart.shop.svc.cluster.local', ['-/cart/shop']],
    ['api.shop.example.com', []],
  ])('%s', (host, expected) => {
    expect(readings(host)).toEqual(expected);
  });

  test.each([
    ['cart.shop.cluster.local', 'svc'],
    ['cart.svc.cluster.local', 'namespace'],
    ['cart.shop.svc.cluster', 'local'],
    ['cart.shop.svc', undefined],
  ])('%s lacks %s', (host, lacks) => {
    expect(readHostName(host).lacks).toBe(lacks);
  });
});
