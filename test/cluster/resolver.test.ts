import { describe, expect, test } from 'vitest';
import {
  DEFAULT_ZONE,
  Resolver,
  type RecordType,
  type Resolution,
  type ZoneOptions,
} from '../../src/cluster/index.ts';
import { clusterOf, service, stream, workload } from './read.ts';

const shop = stream(
  service('cart', 'selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]'),
  service('erp', 'clusterIP: 10.96.7.7, ports: [{port: 443}]'),
  service('bare', 'clusterIP: None, ports: [{port: 443}]'),
  '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: bare-1, labels: {kubernetes.io/service-name: bare}}, addressType: IPv4, ports: [{port: 443}], endpoints: [{addresses: [192.0.2.7], hostname: one}, {addresses: [192.0.2.8], conditions: {ready: false}}]}\n',
);

interface Asking {
  readonly type?: RecordType;
  readonly options?: Partial<ZoneOptions>;
  readonly manifests?: string;
  /** More of the spec of the Pod that asks. */
  readonly pod?: string;
}

function ask(
  name: string,
  { type = 'A', options, manifests = shop, pod }: Asking = {},
): Resolution {
  const cluster = clusterOf(
    pod === undefined ? manifests : `${manifests}---\n${workload('Pod', 'asker', { pod })}`,
  );
  const asker = cluster.workloads.find(({ resource }) => resource.name.value === 'asker');
  const resolver = new Resolver(cluster, { ...DEFAULT_ZONE, ...options });
  return resolver.resolve(name, type, { namespace: 'default', workload: asker });
}

function tried({ tried: attempts }: Resolution): string[] {
  return attempts.map(({ name }) => name);
}

describe('the search list of a Pod', () => {
  test('a short name is found in its own namespace', () => {
    const { status, asked } = ask('cart');
    expect({ status, asked }).toEqual({
      status: 'found',
      asked: 'cart.default.svc.cluster.local.',
    });
  });

  test('a final dot means no search', () => {
    expect(tried(ask('cart.default.svc.cluster.local.'))).toHaveLength(1);
  });

  test('ndots decides whether the name itself is tried first', () => {
    const pod = 'dnsConfig: {options: [{name: ndots, value: "1"}]}';
    const first = tried(ask('www.example.com', { pod }))[0];
    expect(first).toBe('www.example.com.');
    expect(tried(ask('www.example.com')).at(-1)).toBe('www.example.com.');
  });

  test('searches of dnsConfig come behind those of the cluster', () => {
    const pod = 'dnsConfig: {searches: [shop.example.com]}';
    expect(tried(ask('nobody', { pod })).slice(3)).toEqual(['nobody.shop.example.com.', 'nobody.']);
  });

  test.each([
    ['hostNetwork alone', 'hostNetwork: true', 'missing'],
    [
      'hostNetwork with the right policy',
      'hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet',
      'found',
    ],
    ['dnsPolicy Default', 'dnsPolicy: Default', 'missing'],
    [
      'dnsPolicy None without searches',
      'dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10]}',
      'missing',
    ],
    [
      'dnsPolicy None with searches',
      'dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [default.svc.cluster.local]}',
      'found',
    ],
    [
      'dnsPolicy None with a public nameserver',
      'dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1], searches: [default.svc.cluster.local]}',
      'missing',
    ],
  ])('%s', (_, pod, status) => {
    expect(ask('cart', { pod }).status).toBe(status);
  });

  test('hostAliases win over DNS', () => {
    const pod = 'hostAliases: [{ip: 192.0.2.99, hostnames: [cart]}]';
    expect(ask('cart', { pod }).answers).toEqual([{ type: 'A', is: 'address 192.0.2.99' }]);
    expect(ask('cart', { pod, type: 'SRV' }).answers[0]?.type).toBe('SRV');
  });
});

describe('what is known and what is not', () => {
  test.each([
    ['nobody', 'missing'],
    ['cart.default.svc', 'found'],
    ['catalog.default', 'missing'],
    ['catalog.default.svc', 'missing'],
    ['www.example.com', 'unknown'],
    ['cart.', 'unknown'],
    ['kubernetes.default', 'found'],
    ['kube-dns.kube-system', 'found'],
    ['10-1-2-3.default.pod', 'found'],
    ['10-1-2-300.default.pod', 'missing'],
  ])('%s is %s', (name, status) => {
    expect(ask(name).status).toBe(status);
  });

  test('a document that could not be read leaves a missing name unknown', () => {
    expect(ask('nobody', { manifests: `${shop}---\na: [b\n` }).status).toBe('unknown');
  });

  test('whether a Pod has an address only a cluster knows', () => {
    const options = { pods: 'verified' } as const;
    expect(ask('10-1-2-3.default.pod', { options }).status).toBe('unknown');
  });
});

describe('names of addresses', () => {
  test('a written cluster IP', () => {
    expect(ask('10.96.7.7', { type: 'PTR' }).answers).toEqual([
      { type: 'PTR', is: 'erp.default.svc.cluster.local.' },
    ]);
  });

  test('a written endpoint with a hostname', () => {
    expect(ask('7.2.0.192.in-addr.arpa.', { type: 'PTR' }).answers).toEqual([
      { type: 'PTR', is: 'one.bare.default.svc.cluster.local.' },
    ]);
  });

  test('an address that nobody wrote is unknown', () => {
    expect(ask('10.96.1.1', { type: 'PTR' }).status).toBe('unknown');
  });
});

test('an endpoint that is not ready has no name', () => {
  expect(ask('bare').answers).toEqual([{ type: 'A', is: 'address 192.0.2.7' }]);
});

test('another cluster domain', () => {
  const options = { domain: 'k8s.example.org' };
  expect(ask('cart', { options }).asked).toBe('cart.default.svc.k8s.example.org.');
  expect(ask('cart.default.svc.cluster.local', { options }).status).not.toBe('found');
});

test('on an IPv6 cluster the cluster IP is an AAAA record', () => {
  const options = { families: ['IPv6'] } as const;
  expect(ask('cart', { options, type: 'AAAA' }).rcode).toBe('NOERROR');
  expect(ask('cart', { options, type: 'A' }).rcode).toBe('NODATA');
});

test('aliases that go round in circles have no address', () => {
  const manifests = stream(
    service('one', 'type: ExternalName, externalName: two.default.svc.cluster.local'),
    service('two', 'type: ExternalName, externalName: one.default.svc.cluster.local'),
  );
  expect(ask('one', { manifests })).toMatchObject({ status: 'missing', rcode: 'NODATA' });
});
