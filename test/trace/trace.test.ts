import { expect, test } from 'vitest';
import { DEFAULT_ZONE } from '../../src/cluster/index.ts';
import { tellTrace, trace, type Trace } from '../../src/trace/index.ts';
import { clusterOf, service, stream, workload } from '../cluster/read.ts';

const ingress =
  '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec: {rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {name: http}}}}, {path: /api, pathType: Prefix, backend: {service: {name: catalog, port: {number: 81}}}}, {path: /pay, pathType: Exact, backend: {service: {name: chekout, port: {number: 80}}}}]}}]}}\n';

const shop = stream(
  ingress,
  service('cart', 'selector: {app: cart}, ports: [{name: http, port: 80, targetPort: web}]'),
  service('catalog', 'selector: {app: catalog}, ports: [{port: 80, targetPort: http}]'),
  service(
    'checkout',
    'selector: {app: checkout, tier: front}, ports: [{port: 80, targetPort: htp}]',
  ),
  service('erp', 'type: ExternalName, externalName: erp.example.com'),
  service('anchor', 'ports: [{port: 80}]'),
  workload('Deployment', 'cart', { ports: '{name: web, containerPort: 8080}' }),
  workload('Deployment', 'catalog'),
  workload('Deployment', 'checkout', { labels: 'app: checkout, tier: back' }),
  workload('Deployment', 'worker'),
);

function follow(target: string, manifests = shop): Trace {
  return trace(clusterOf(manifests), target, { namespace: 'default', zone: DEFAULT_ZONE });
}

/** The last hop of the first way, and what would mend it. */
function end(target: string, manifests = shop): string[] {
  const { paths, status } = follow(target, manifests);
  const last = paths[0]?.hops.at(-1);
  return [status, last?.text ?? '', ...(last?.mend === undefined ? [] : [last.mend])];
}

test('from a host to the container, every hop with its place', () => {
  const { paths, status } = follow('shop.example.com/basket');
  expect(status).toBe('whole');
  expect(paths[0]?.hops.map(({ kind, at }) => [kind, at?.path])).toEqual([
    ['route', 'spec.rules[0].http.paths[0].path'],
    ['name', 'spec.rules[0].http.paths[0].backend'],
    ['service', 'metadata.name'],
    ['port', 'spec.ports[0]'],
    ['endpoint', 'metadata.name'],
    ['container', 'spec.template.spec.containers[0].ports[0].containerPort'],
  ]);
});

test.each([
  ['shop.example.com/api/items', 'Service default/catalog has no port 81', 'its ports are 80'],
  [
    'https://shop.example.com/pay',
    'there is no Service chekout in namespace default',
    'did you mean checkout?',
  ],
  [
    'https://shp.example.com/',
    'no Ingress or HTTPRoute takes the host shp.example.com',
    'did you mean shop.example.com?',
  ],
  [
    'service/checkout',
    'no Pod in namespace default has the labels app=checkout,tier=front',
    'the Pods of Deployment checkout come closest, with tier=back',
  ],
  [
    'svc/anchor',
    'the Service has no selector, and no EndpointSlice is written for it',
    'give it a selector, or an EndpointSlice with the label kubernetes.io/service-name',
  ],
  [
    'deploy/worker',
    'no Service selects the Pods of Deployment default/worker',
    'give a Service in the same namespace a selector that is part of these labels',
  ],
  ['deploy/carts', 'there is no Deployment carts in namespace default', 'did you mean cart?'],
])('%s is broken', (target, text, mend) => {
  expect(end(target)).toEqual(['broken', text, mend]);
});

test('a port name that no container has', () => {
  const manifests = stream(
    service('cart', 'selector: {app: cart}, ports: [{port: 80, targetPort: htpp}]'),
    workload('Deployment', 'cart'),
  );
  expect(end('cart', manifests)).toEqual([
    'broken',
    'no container of Deployment default/cart has a port named "htpp" with TCP',
    'did you mean targetPort: http?',
  ]);
});

test.each(['cart', 'svc/cart', 'default/cart', 'default/svc/cart', 'Service/default/cart:http'])(
  '%s is the Service',
  (target) => {
    expect(follow(target).paths[0]?.hops[0]?.text).toBe('Service default/cart (ClusterIP)');
  },
);

test('an alias leads out of the cluster', () => {
  expect(end('default/erp')).toEqual([
    'whole',
    'an alias for erp.example.com: DNS sends the client there',
  ]);
});

test('a DNS name with its port', () => {
  expect(follow('cart.default:80').status).toBe('whole');
  expect(end('cart.default:8080').slice(0, 2)).toEqual([
    'broken',
    'Service default/cart has no port 8080',
  ]);
  expect(follow('cart.elsewhere.svc:80').status).toBe('broken');
  expect(follow('www.example.com:80').status).toBe('unknown');
});

test('a workload is reached through its Ingress', () => {
  expect(follow('deploy/cart').paths[0]?.hops[0]?.text).toBe(
    'Ingress default/web: shop.example.com/',
  );
});

test('an Ingress is followed on all its ways', () => {
  const { paths, status } = follow('ingress/web');
  expect(paths).toHaveLength(3);
  expect(status).toBe('broken');
});

test('an identity that stands twice is told', () => {
  const twice = `${shop}---\n${service('cart', 'selector: {app: cart}, ports: [{port: 80}]')}`;
  expect(follow('svc/cart', twice).notes[0]).toContain('stands 2 times (1.yaml');
});

test('told line by line', () => {
  expect(tellTrace(follow('svc/cart'))).toMatchInlineSnapshot(`
    "svc/cart
      → Service default/cart (ClusterIP)  1.yaml:4
      → port 80 "http" → web  1.yaml:4
      → Pods of Deployment default/cart  1.yaml:14
      → container main: port 8080 "web"  1.yaml:14
    whole
    "
  `);
});
