import { expect, test } from 'vitest';
import { buildGraph, type Graph, type NearMiss } from '../../src/graph/index.ts';
import { readModel } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

type LabelMap = Readonly<Record<string, string>>;

function service(name: string, selector: LabelMap, namespace?: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector, ports: [{ port: 80 }] },
  });
}

function deployment(name: string, labels: LabelMap, more: object = {}): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...more },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image: 'shop/app' }] },
      },
    },
  });
}

function graphOf(files: Readonly<Record<string, readonly string[]>>): Graph {
  const documents = Object.entries(files).flatMap(([path, texts]) =>
    parseManifest(new SourceFile(path, texts.join('\n---\n'))),
  );
  return buildGraph(readModel(documents), { world: 'open', nodes: undefined });
}

/** What the first Service is taken to mean. */
function nearMiss(files: Readonly<Record<string, readonly string[]>>): NearMiss | undefined {
  const graph = graphOf(files);
  const [first] = graph.services;
  return first && graph.nearMissOf(first);
}

function evidence(...texts: string[]): string | undefined {
  return nearMiss({ 'shop.yaml': texts })?.evidence;
}

test('another usual key for the same name is spelling', () => {
  const cart = service('cart', { app: 'cart' });
  expect(evidence(cart, deployment('cart', { 'k8s-app': 'cart' }))).toBe('spelling');
});

test('one label too many is a near miss on the workload of that name', () => {
  const cart = service('cart', { app: 'cart', component: 'api' });
  expect(evidence(cart, deployment('cart', { app: 'cart' }))).toBe('one-label');
});

test('labels that the workload bears itself are a near miss', () => {
  const cart = service('cart', { app: 'shop', tier: 'cart' });
  const workload = deployment('web', { app: 'shop' }, { labels: { app: 'shop', tier: 'cart' } });
  expect(evidence(cart, workload)).toBe('own-labels');
});

test('being the only candidate proves nothing', () => {
  const postgres = service('postgres', { app: 'postgres' });
  expect(evidence(postgres, deployment('web', { app: 'web' }))).toBeUndefined();
});

test('a shared part-of proves nothing', () => {
  const partOf = { 'app.kubernetes.io/part-of': 'shop' };
  const postgres = service('postgres', { ...partOf, app: 'postgres' });
  expect(evidence(postgres, deployment('web', { ...partOf, app: 'web' }))).toBeUndefined();
});

test('the same name alone proves nothing', () => {
  const cart = service('cart', { run: 'basket', track: 'stable' });
  expect(evidence(cart, deployment('cart', { app: 'cart', tier: 'web' }))).toBeUndefined();
});

test('another component of the same application is not meant', () => {
  const cart = service('cart', { app: 'shop', component: 'cart' });
  const web = deployment('web', { app: 'shop', component: 'web' });
  expect(evidence(cart, web)).toBeUndefined();
});

test('what another Service selects is there for that one', () => {
  const canary = service('catalog-canary', { app: 'catalog', track: 'canary' });
  const stable = service('catalog', { app: 'catalog' });
  expect(evidence(canary, stable, deployment('catalog', { app: 'catalog' }))).toBeUndefined();
});

test('of two that are equally near neither is meant', () => {
  const cart = service('cart', { app: 'cart', track: 'stable' });
  const blue = deployment('cart-blue', { app: 'cart', track: 'blue' });
  const green = deployment('cart-green', { app: 'cart', track: 'green' });
  expect(evidence(cart, blue)).toBe('one-label');
  expect(evidence(cart, blue, green)).toBeUndefined();
});

test('no error where Pods with these labels are in another namespace', () => {
  const cart = service('cart', { app: 'cart' }, 'edge');
  const elsewhere = deployment('cart', { app: 'cart' }, { namespace: 'shop' });
  const carts = deployment('cart', { app: 'carts' }, { namespace: 'edge' });
  expect(evidence(cart, elsewhere, carts)).toBeUndefined();
});

test('a workload in another namespace is not meant', () => {
  const cart = service('cart', { app: 'cart' }, 'edge');
  const elsewhere = deployment('cart', { name: 'cart' }, { namespace: 'shop' });
  expect(evidence(cart, elsewhere)).toBeUndefined();
});

test('far away only the workload of the same name is meant', () => {
  const files = (name: string) => ({
    'edge/cart.yaml': [service('cart', { app: 'cart' })],
    'apps/cart.yaml': [deployment(name, { name: 'cart' })],
  });
  expect(nearMiss(files('cart'))?.evidence).toBe('spelling');
  expect(nearMiss(files('cart-exporter'))?.evidence).toBeUndefined();
});

test('the nearest workload is the one of the same file', () => {
  const found = nearMiss({
    'shop/a.yaml': [service('cart', { app: 'cart' }), deployment('cart', { run: 'cart' })],
    'shop/b.yaml': [deployment('cart', { name: 'cart' })],
  });
  expect(found?.workload.resource.file.path).toBe('shop/a.yaml');
});

test('thousands of Services and workloads of one application are done at once', () => {
  const count = 3000;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const graph = graphOf({
    'shop.yaml': numbers.flatMap((number) => [
      service(`cart-${number}`, { app: 'shop', component: `kart-${number}` }),
      deployment(`cart-${number}`, { app: 'shop', component: `other-${number}` }),
    ]),
  });
  const found = graph.services.filter((it) => graph.nearMissOf(it)?.evidence !== undefined);
  expect(found).toHaveLength(count);
  // Comparing all with all would take longer than the runner waits.
});
