import { expect, test } from 'vitest';
import { clusterOf, clusterOn, nameOf, service, stream, workload } from './read.ts';

/** What is behind the Service `cart`, one line per endpoint. */
function behind(...documents: string[]): string[] {
  const cluster = clusterOf(stream(...documents));
  const cart = cluster.service('default', 'cart');
  if (cart === undefined) throw new Error('no Service cart');
  return cluster.endpointsOf(cart).map(({ pod, hostname }) => {
    const owner = pod === undefined ? '' : nameOf(pod.workload.resource);
    return hostname === undefined ? owner : `${owner} ${hostname}`;
  });
}

const cart = service(
  'cart',
  'clusterIP: None, selector: {app: cart}, ports: [{port: 80, targetPort: http}]',
);

test('ordinals begin where the StatefulSet says', () => {
  const ring = workload('StatefulSet', 'cart', {
    more: 'serviceName: cart, replicas: 2, ordinals: {start: 3}',
  });
  expect(behind(cart, ring)).toEqual([
    'StatefulSet default/cart cart-3',
    'StatefulSet default/cart cart-4',
  ]);
});

test('a StatefulSet with a name that leaves no room for its labels never has a Pod (S-901)', () => {
  const labels = 'app: cart';
  const short = workload('StatefulSet', 'c'.repeat(52), { labels });
  const long = workload('StatefulSet', 'c'.repeat(53), { labels });
  expect(behind(cart, short)).toHaveLength(1);
  expect(behind(cart, long)).toEqual([]);
});

test.each([
  ['replicas 0', workload('Deployment', 'cart', { more: 'replicas: 0' }), 0],
  ['a suspended Job', workload('Job', 'cart', { more: 'suspend: true' }), 0],
  ['parallelism 0', workload('Job', 'cart', { more: 'parallelism: 0' }), 0],
  ['a running Job', workload('Job', 'cart', { more: 'parallelism: 3, completions: 2' }), 1],
  ['a CronJob', workload('CronJob', 'cart', {}), 0],
])('%s', (_, document, count) => {
  expect(behind(cart, document)).toHaveLength(count);
});

test('an Indexed Job has no more Pods than completions', () => {
  const indexed = workload('Job', 'cart', {
    more: 'completionMode: Indexed, parallelism: 5, completions: 2',
    pod: 'subdomain: cart',
  });
  expect(behind(cart, indexed)).toEqual(['Job default/cart cart-0', 'Job default/cart cart-1']);
});

test('a ReplicaSet adopts a bare Pod that was there before', () => {
  const pod = workload('Pod', 'cart-early', { labels: 'app: cart' });
  const set = workload('ReplicaSet', 'cart', { more: 'replicas: 1' });
  expect(behind(cart, pod, set)).toEqual(['Pod default/cart-early']);
});

test('a Deployment adopts nothing: its ReplicaSet selects by hash', () => {
  const pod = workload('Pod', 'cart-early', { labels: 'app: cart' });
  const deployment = workload('Deployment', 'cart');
  expect(behind(cart, pod, deployment)).toHaveLength(2);
});

test('a StatefulSet adopts the Pod that bears its name, without giving it a hostname', () => {
  const pod = workload('Pod', 'cart-0', { labels: 'app: cart' });
  const set = workload('StatefulSet', 'cart', { more: 'serviceName: cart, replicas: 2' });
  expect(behind(cart, pod, set).sort()).toEqual([
    'Pod default/cart-0',
    'StatefulSet default/cart cart-1',
  ]);
});

test('of an identity that stands twice the last one counts', () => {
  const first = workload('Deployment', 'cart', { labels: 'app: other' });
  const last = workload('Deployment', 'cart');
  expect(behind(cart, first, last)).toEqual(['Deployment default/cart']);
  expect(behind(cart, last, first)).toEqual([]);
});

test('a huge StatefulSet is cut short, not counted for ever', () => {
  const set = workload('StatefulSet', 'cart', { more: 'serviceName: cart, replicas: 2000000000' });
  expect(behind(cart, set).length).toBeLessThanOrEqual(5000);
});

test('a label that only a cluster knows makes the endpoints unknown', () => {
  const selector = 'app: cart, pod-template-hash: abc';
  const cluster = clusterOf(service('cart', `selector: {${selector}}, ports: [{port: 80}]`));
  const [only] = cluster.services;
  expect(only && cluster.whyUnknown(only)).toContain('only a running cluster');
});

test.each([
  ['a selector', service('cart', 'selector: {app: "${APP}"}, ports: [{port: 80}]')],
  ['a port', service('cart', 'ports: [{port: "${PORT}"}]')],
  ['a name', service('"cart-${ENV}"', 'ports: [{port: 80}]')],
  ['replicas', workload('Deployment', 'cart', { more: 'replicas: "$(REPLICAS)"' })],
])('as it stands a placeholder is refused: %s', (_, document) => {
  const [only] = clusterOf(document).objects;
  expect(only?.refusal).toContain('still to be filled in');
});

test('a placeholder in free text is none of the server’s business', () => {
  const pod =
    '{apiVersion: v1, kind: Pod, metadata: {name: cart}, spec: {containers: [{name: main, image: "shop/cart:${TAG}", args: ["${ARG}"], env: [{name: URL, value: "http://${HOST}"}]}]}}\n';
  expect(clusterOf(pod).objects[0]?.refusal).toBeUndefined();
});

test('Pods of a custom kind are its controller’s to make', () => {
  const rollout =
    '{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: cart}, spec: {template: {metadata: {labels: {app: cart}}, spec: {containers: [{name: main}]}}}}\n';
  const cluster = clusterOf(stream(cart, rollout));
  const [only] = cluster.services;
  expect(only && cluster.endpointsOf(only)).toEqual([]);
  expect(only && cluster.whyUnknown(only)).toContain('Rollout cart');
});

test('an API that is gone makes no Pods, unless the cluster is older', () => {
  const old = workload('Deployment', 'cart').replace('apps/v1', 'apps/v1beta1');
  const behindOn = (kubernetesVersion?: string): number => {
    const cluster = clusterOn(kubernetesVersion, stream(cart, old));
    const [only] = cluster.services;
    return only === undefined ? NaN : cluster.endpointsOf(only).length;
  };
  expect([behindOn(), behindOn('1.16'), behindOn('1.15'), behindOn('1.9')]).toEqual([0, 0, 1, 1]);
});

test('a node port is given once in the whole cluster, also within a List', () => {
  const nodePort = (name: string): string =>
    service(name, 'type: NodePort, ports: [{port: 80, nodePort: 30080}]', `${name}-space`);
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${nodePort('catalog')}- ${service('cart', 'ports: [{port: 80}]')}`;
  const refused = clusterOf(nodePort('shop'), list).objects.filter(
    (it) => it.refusal !== undefined,
  );
  expect(refused.map(({ resource }) => nameOf(resource))).toEqual([
    'Service catalog-space/catalog',
  ]);
});
