import { describe, expect, test } from 'vitest';
import { findNamedPort, servedPorts } from '../../src/model/index.ts';
import { model, workload } from './read.ts';

const TEMPLATE =
  'metadata: {labels: {app: cart}}, spec: {containers: [{name: cart, image: registry.example/shop/cart:1}]}';

function labelsOf(text: string): string[] | undefined {
  const found = workload(text);
  return found && [...found.template.labels].map(([key, { value }]) => `${key}=${value.value}`);
}

describe('what makes Pods', () => {
  test.each([
    ['Deployment', 'apps/v1', `spec: {template: {${TEMPLATE}}}`],
    ['StatefulSet', 'apps/v1', `spec: {template: {${TEMPLATE}}}`],
    ['DaemonSet', 'apps/v1', `spec: {template: {${TEMPLATE}}}`],
    ['ReplicaSet', 'apps/v1', `spec: {template: {${TEMPLATE}}}`],
    ['Deployment', 'extensions/v1beta1', `spec: {template: {${TEMPLATE}}}`],
    ['ReplicationController', 'v1', `spec: {template: {${TEMPLATE}}}`],
    ['Job', 'batch/v1', `spec: {template: {${TEMPLATE}}}`],
    ['CronJob', 'batch/v1', `spec: {jobTemplate: {spec: {template: {${TEMPLATE}}}}}`],
    ['Rollout', 'argoproj.io/v1alpha1', `spec: {template: {${TEMPLATE}}}`],
    ['CloneSet', 'apps.kruise.io/v1alpha1', `spec: {template: {${TEMPLATE}}}`],
  ])('%s of %s', (kind, apiVersion, rest) => {
    expect(
      labelsOf(`{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: cart}, ${rest}}`),
    ).toEqual(['app=cart']);
  });

  test('a bare Pod', () => {
    expect(
      labelsOf(
        '{apiVersion: v1, kind: Pod, metadata: {name: cart, labels: {app: cart}}, spec: {}}',
      ),
    ).toEqual(['app=cart']);
  });

  test.each([
    ['a custom kind without containers', 'spec: {template: {metadata: {labels: {app: cart}}}}'],
    ['a custom kind without labels', 'spec: {template: {spec: {containers: []}}}'],
    ['a custom kind without template', 'spec: {}'],
  ])('not %s', (_, rest) => {
    expect(
      workload(`{apiVersion: shop.example/v1, kind: Shelf, metadata: {name: cart}, ${rest}}`),
    ).toBeUndefined();
  });
});

test('a broken block does not make a Deployment vanish', () => {
  const found = workload(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
spec:
  replicas: many
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
        - name: cart
          image: registry.example/shop/cart:1
          resources: [this, is, wrong]
          env: {so: is this}
          ports: [{name: http, containerPort: 8080}, wrong, ~]
`);
  expect(found?.template.labels.get('app')?.value.value).toBe('cart');
  expect(found && findNamedPort(found.template, 'http', 'TCP')?.containerPort?.value).toBe(8080);
});

describe('named ports (S-230 to S-233)', () => {
  const found = workload(`
apiVersion: v1
kind: Pod
metadata: {name: cart}
spec:
  initContainers:
    - {name: migrate, ports: [{name: setup, containerPort: 1}]}
    - {name: proxy, restartPolicy: Always, ports: [{name: admin, containerPort: 2}, {name: http, containerPort: 3}]}
  containers:
    - {name: cart, ports: [{name: http, containerPort: 4}, {name: dns, containerPort: 5, protocol: UDP}]}
    - {name: spare, ports: [{name: http, containerPort: 6}]}
`);
  const numberOf = (name: string, protocol = 'TCP'): number | undefined =>
    found && findNamedPort(found.template, name, protocol)?.containerPort?.value;

  test('containers come before sidecars, in order', () => {
    expect(numberOf('http')).toBe(4);
  });
  test('sidecars own ports, plain init containers do not', () => {
    expect(numberOf('admin')).toBe(2);
    expect(numberOf('setup')).toBeUndefined();
  });
  test('the protocol counts', () => {
    expect(numberOf('dns')).toBeUndefined();
    expect(numberOf('dns', 'UDP')).toBe(5);
  });
  test('what is served', () => {
    const numbers = found && servedPorts(found.template).map((port) => port.containerPort?.value);
    expect(numbers).toEqual([4, 5, 6, 2, 3]);
  });
});

test('a workload without selector and image is the patch of another one, and makes no Pods', () => {
  const patch =
    '{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart}, spec: {replicas: 2}}';
  expect(workload(patch)).toBeUndefined();
});

describe('identity', () => {
  const text = '{apiVersion: v1, kind: Service, metadata: {name: cart}}';

  test('a namespace that is not stated is unknown, unless the run states it', () => {
    expect(model(text).resources[0]?.namespace).toBeUndefined();
    expect(model(text, 'shop').resources[0]?.namespace).toBe('shop');
  });

  test('a kind without namespaces has none', () => {
    const cluster = '{apiVersion: v1, kind: Namespace, metadata: {name: shop}}';
    expect(model(cluster, 'shop').resources[0]?.namespace).toBeUndefined();
  });

  test('items of lists are resources of their own; a typed list gives them their kind (S-1019)', () => {
    const list = `
apiVersion: v1
kind: ServiceList
items:
  - metadata: {name: cart}
  - {apiVersion: v1, kind: Service, metadata: {name: catalog}}
`;
    const { resources, services } = model(list);
    expect(resources.map(({ path }) => path)).toEqual(['items[0]', 'items[1]']);
    expect(services.map(({ resource }) => resource.name.value)).toEqual(['cart', 'catalog']);
    expect(services[0]?.resource.kind).toBe('Service');
  });

  test('what is no object is passed over (S-1030)', () => {
    const strangers =
      'services: {cart: {image: x}}\n---\n- a\n---\ntext\n---\nkind: Service\n---\n';
    expect(model(strangers).resources).toEqual([]);
  });
});
