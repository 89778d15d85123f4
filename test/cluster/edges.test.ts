import { expect, test } from 'vitest';
import { findEdges } from '../../src/cluster/index.ts';
import { toDot, toGraphJson, toMermaid, toPicture, type Picture } from '../../src/draw/index.ts';
import { clusterOf, service, stream, workload } from './read.ts';

const shop = clusterOf(
  stream(
    service('cart', 'selector: {app: cart}, ports: [{name: http, port: 80}]'),
    service('ring', 'clusterIP: None, selector: {app: ring}'),
    workload('Deployment', 'cart'),
    workload('StatefulSet', 'ring', { more: 'serviceName: ring' }),
    workload('StatefulSet', 'lost', { more: 'serviceName: nobody' }),
    '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec: {rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}}]}}\n',
    '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: guard}, spec: {podSelector: {matchLabels: {app: cart}}}}\n',
    '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: scrape}, spec: {selector: {matchLabels: {app: ring}}, podMetricsEndpoints: [{port: http}]}}\n',
  ),
);

test('who has to do with whom, and where that is said', () => {
  const lines = findEdges(shop).map(
    ({ kind, from, to, target, at }) =>
      `${kind}: ${from.kind} ${from.name.value} → ${to.kind} ${to.name}${target === undefined ? ' (missing)' : ''} at ${at.path}`,
  );
  expect(lines).toEqual([
    'selects: Service cart → Deployment cart at spec.selector',
    'selects: Service ring → StatefulSet ring at spec.selector',
    'routes: Ingress web → Service cart at spec.rules[0].http.paths[0].backend',
    'governs: Service ring → StatefulSet ring at spec.serviceName',
    'refers: StatefulSet lost → Service nobody (missing) at spec.serviceName',
    'allows: NetworkPolicy guard → Deployment cart at spec.podSelector',
    'monitors: PodMonitor scrape → StatefulSet ring at spec.selector',
  ]);
});

test('drawn for Graphviz', () => {
  const dot = toDot(toPicture(shop));
  expect(dot).toContain('label="default"');
  expect(dot).toMatch(/n\d+ \[label="Service\\ncart", shape=ellipse\];/);
  expect(dot).toMatch(/label="Service\\nnobody\\n\(missing\)".*style=dashed/);
  expect(dot.match(/->/g)).toHaveLength(7);
});

test('drawn for Mermaid', () => {
  const mermaid = toMermaid(toPicture(shop));
  expect(mermaid).toMatch(/^flowchart LR\n/);
  expect(mermaid).toContain('(["Service cart"])');
  expect(mermaid).toMatch(/n\d+ -->\|routes\| n\d+/);
  expect(mermaid).toMatch(/class n\d+ missing/);
});

test('a name with quotes breaks no drawing', () => {
  const node = { id: 'n1', kind: 'Service', name: 'ca"rt', isMissing: false };
  const picture: Picture = { groups: new Map([['', [node]]]), lines: [] };
  expect(toDot(picture)).toContain('ca\\"rt');
  expect(toMermaid(picture)).toContain('ca#34;rt');
});

test('graph says what is not there', () => {
  const { edges } = toGraphJson(shop);
  expect(edges.filter(({ exists }) => !exists).map(({ to }) => to.name)).toEqual(['nobody']);
});
