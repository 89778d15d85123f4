import { expect, test } from 'vitest';
import { toConnectionJson } from '../../src/draw/index.ts';
import { clusterOf, workload } from './read.ts';

function policy(name: string, spec: string): string {
  return `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}}, spec: ${spec}}\n`;
}

/** What each workload may reach on each other one, with any doubts. */
function connections(...texts: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    [...toConnectionJson(clusterOf(...texts))].map(({ from, to, allowed, unknown }) => [
      `${from.name} to ${to.name}`,
      unknown === undefined ? allowed : { allowed, unknown },
    ]),
  );
}

const cart = workload('Deployment', 'cart');
const catalog = workload('Deployment', 'catalog');

test('without policies everything reaches everything', () => {
  expect(connections(cart, catalog)).toEqual({
    'cart to catalog': 'all',
    'catalog to cart': 'all',
  });
});

test('a workload stands with itself where it has two Pods', () => {
  expect(connections(workload('Deployment', 'cart', { more: 'replicas: 2' }))).toEqual({
    'cart to cart': 'all',
  });
});

test('both sides must let a connection through, and on the same ports', () => {
  const inward = policy(
    'in',
    '{podSelector: {matchLabels: {app: catalog}}, ingress: [{ports: [{port: 8080, endPort: 8090}, {port: 53, protocol: UDP}]}]}',
  );
  const outward = policy(
    'out',
    '{podSelector: {matchLabels: {app: cart}}, policyTypes: [Egress], egress: [{ports: [{port: http}, {port: 8085}]}]}',
  );
  expect(connections(cart, catalog, inward, outward)['cart to catalog']).toEqual([
    { protocol: 'TCP', port: 8080 },
    { protocol: 'TCP', port: 8085 },
  ]);
});

test('a policy without a spec closes its whole namespace to others', () => {
  expect(connections(cart, catalog, policy('closed', '{}'))).toEqual({
    'cart to catalog': [],
    'catalog to cart': [],
  });
});

test('of a policy that stands twice the last one counts', () => {
  const closed = policy('cart', '{podSelector: {}}');
  const open = policy('cart', '{podSelector: {}, ingress: [{}]}');
  expect(connections(cart, catalog, closed, open)['catalog to cart']).toBe('all');
});

test('a port name that the Pods do not have opens nothing', () => {
  const named = policy('named', '{podSelector: {}, ingress: [{ports: [{port: web}]}]}');
  expect(connections(cart, catalog, named)['catalog to cart']).toEqual([]);
});

test('what a cluster may do otherwise is said', () => {
  const agent = workload('DaemonSet', 'agent', { pod: 'hostNetwork: true' });
  const block = policy(
    'block',
    '{podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}',
  );
  const found = connections(cart, catalog, agent, block);
  expect(found['catalog to cart']).toEqual({
    allowed: [],
    unknown: expect.stringContaining('ipBlock') as unknown,
  });
  expect(found['agent to cart']).toEqual({
    allowed: [],
    unknown: expect.stringContaining('network of their node') as unknown,
  });
  expect(found['agent to catalog']).toBe('all');
});

test('policies of another kind leave every answer in doubt', () => {
  const cilium =
    '{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: all}, spec: {}}\n';
  const crd =
    '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ciliumnetworkpolicies.cilium.io}, spec: {group: cilium.io, scope: Namespaced, names: {kind: CiliumNetworkPolicy, plural: ciliumnetworkpolicies}, versions: [{name: v2, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}}\n';
  expect(connections(cart, catalog, crd, cilium)['cart to catalog']).toMatchObject({
    allowed: 'all',
    unknown: expect.stringContaining('other kinds') as unknown,
  });
});
