import { expect, test } from 'vitest';
import { toGraphJson } from '../../src/draw/index.ts';
import { clusterOf, service } from './read.ts';

const API = 'apiVersion: gateway.networking.k8s.io/v1';
const LISTENER = '{name: http, port: 80, protocol: HTTP}';

function gateway(name: string, spec = ''): string {
  return `{${API}, kind: Gateway, metadata: {name: ${name}}, spec: {gatewayClassName: edge, listeners: [${LISTENER}]${spec}}}\n`;
}

function route(parents: string, backends: string): string {
  return `{${API}, kind: HTTPRoute, metadata: {name: shop}, spec: {parentRefs: [${parents}], rules: [{backendRefs: [${backends}]}]}}\n`;
}

const cart = service('cart', 'selector: {app: cart}, ports: [{port: 80}]');

/** `accepted`, `resolvedRefs` and `reason` of each parent of the only route. */
function statuses(...texts: readonly string[]): unknown[] {
  const [only] = toGraphJson(clusterOf(...texts)).routes;
  return (only?.parents ?? []).map(({ accepted, resolvedRefs, reason }) => [
    accepted,
    resolvedRefs,
    reason,
  ]);
}

test.each([
  ['a Service and a port that are there', '{name: cart, port: 80}', [true, true, null]],
  ['no such Service', '{name: basket, port: 80}', [true, false, 'BackendNotFound']],
  ['no such port', '{name: cart, port: 8080}', [true, false, 'BackendNotFound']],
  ['another namespace', '{name: cart, namespace: pay, port: 80}', [true, false, 'RefNotPermitted']],
  ['a kind that serves nothing', '{kind: ConfigMap, name: cart}', [true, false, 'InvalidKind']],
  [
    'a kind of the apps group',
    '{group: apps, kind: Deployment, name: cart}',
    [true, false, 'InvalidKind'],
  ],
  [
    'a kind of somebody else that is missing',
    '{group: shop.example, kind: Bucket, name: cart}',
    [true, false, 'BackendNotFound'],
  ],
])('a backend: %s', (_, backend, expected) => {
  expect(statuses(cart, gateway('edge'), route('{name: edge}', backend))).toEqual([expected]);
});

test('the class of a Gateway counts when classes are given', () => {
  const other = `{${API}, kind: GatewayClass, metadata: {name: other}, spec: {controllerName: shop.example/edge}}\n`;
  const shop = route('{name: edge}', '{name: cart, port: 80}');
  expect(statuses(cart, gateway('edge'), shop)).toEqual([[true, true, null]]);
  expect(statuses(cart, gateway('edge'), shop, other)).toEqual([[null, null, null]]);
});

test('a ListenerSet takes routes when its Gateway takes the set', () => {
  const set = `{${API}, kind: ListenerSet, metadata: {name: more}, spec: {parentRef: {name: edge}, listeners: [${LISTENER}]}}\n`;
  const shop = route('{kind: ListenerSet, name: more}', '{name: cart, port: 80}');
  expect(statuses(cart, gateway('edge'), set, shop)).toEqual([[false, true, 'NoMatchingParent']]);
  const open = gateway('edge', ', allowedListeners: {namespaces: {from: Same}}');
  expect(statuses(cart, open, set, shop)).toEqual([[true, true, null]]);
});

test('a ListenerSet that names itself has no controller', () => {
  const set = `{${API}, kind: ListenerSet, metadata: {name: more}, spec: {parentRef: {kind: ListenerSet, name: more}, listeners: [${LISTENER}]}}\n`;
  const shop = route('{kind: ListenerSet, name: more}', '{name: cart, port: 80}');
  expect(statuses(cart, set, shop)).toEqual([[null, null, null]]);
});
