import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_LINT_OPTIONS, lint, sourceOf, type LintOptions } from '../../src/engine/lint.ts';
import { defineRule } from '../../src/rule/index.ts';

/** `file: rule` of each finding. */
function found(
  files: Readonly<Record<string, string>>,
  options: Partial<LintOptions> = {},
): string[] {
  const sources = Object.entries(files).map(([path, text]) => sourceOf(path, text));
  const { findings } = lint(sources, rules, { ...DEFAULT_LINT_OPTIONS, ...options });
  return findings.map(({ file, ruleId, severity }) => `${file}: ${severity} ${ruleId}`);
}

function service(name: string, selector = `app: ${name}`, more = ''): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}${more}}
spec:
  selector: {${selector}}
  ports: [{port: 80, targetPort: http}]
`;
}

function deployment(name: string, portName = 'http', more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}${more}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: ${name}, image: registry.example/${name}, ports: [{name: ${portName}, containerPort: 8080}]}]
`;
}

function ingress(backend: string, namespace = ''): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop${namespace}}
spec:
  defaultBackend: {service: {name: ${backend}, port: {number: 80}}}
`;
}

const LOST = { 'shop.yaml': [service('cart', 'app: payments'), deployment('web')].join('---\n') };
const NO_POD = ['shop.yaml: warning service-selects-no-pod'];

describe('external', () => {
  test('Pods that are said to exist are not missed, by some or all of their labels', () => {
    expect(found(LOST)).toEqual(NO_POD);
    const among = (...pods: Readonly<Record<string, string>>[]): string[] =>
      found(LOST, { external: { pods: pods.map((labels) => ({ labels })) } });
    expect(among({ app: 'payments' })).toEqual([]);
    expect(among({ app: 'pay*' })).toEqual([]);
    expect(among({ app: 'payments', tier: 'backend' })).toEqual([]);
    expect(among({ app: 'billing' }, { tier: 'backend' })).toEqual(NO_POD);
  });

  test('Pods of another namespace are none of this one', () => {
    const external = { pods: [{ labels: { app: 'payments' }, namespace: 'bank-*' }] };
    expect(found(LOST, { external, namespace: 'shop' })).toEqual(NO_POD);
    expect(found(LOST, { external, namespace: 'bank-east' })).toEqual([]);
  });

  test('Services that are said to exist are not missed', () => {
    const files = {
      'shop.yaml': [
        ingress('payments', ', namespace: shop'),
        service('web'),
        deployment('web'),
      ].join('---\n'),
    };
    const missing = ['shop.yaml: warning ingress-backend-missing'];
    const among = (...services: string[]): string[] => found(files, { external: { services } });
    expect(found(files)).toEqual(missing);
    expect(among('payments')).toEqual([]);
    expect(among('shop/pay*')).toEqual([]);
    expect(among('bank/payments', 'pay')).toEqual(missing);
  });

  test('namespaces hold more than what is given', () => {
    expect(found(LOST, { namespace: 'shop', external: { namespaces: ['shop'] } })).toEqual([]);
    expect(found(LOST, { namespace: 'shop', external: { namespaces: ['bank'] } })).toEqual(NO_POD);
  });

  test('kinds of which operators make Pods hide what is near', () => {
    const shop = 'apiVersion: acme.example/v1\nkind: ShopStack\nmetadata: {name: everything}\n';
    const files = { 'shop.yaml': `${LOST['shop.yaml']}---\n${shop}` };
    expect(found(files)).toEqual(NO_POD);
    expect(found(files, { external: { operators: ['acme.example/ShopStack'] } })).toEqual([]);
  });
});

describe('sets', () => {
  const files = {
    'base/cart.yaml': service('cart'),
    'east/cart.yaml': deployment('cart'),
    'west/cart.yaml': deployment('cart', 'web'),
  };
  const sets: Readonly<Record<string, readonly string[]>> = {
    'base/cart.yaml': ['east', 'west'],
    'east/cart.yaml': ['east'],
    'west/cart.yaml': ['west'],
  };

  test('what is in view is what is deployed together', () => {
    const setsOf = (file: string): readonly string[] => sets[file] ?? [];
    expect(found(files)).toEqual([
      'base/cart.yaml: warning service-target-port-unresolved-on-some-pods',
    ]);
    expect(found(files, { setsOf })).toEqual([
      'base/cart.yaml: error service-target-port-unresolved',
    ]);
  });

  test('a finding that two sets agree on is one, and objects are counted once', () => {
    const sources = [sourceOf('base/cart.yaml', service('cart').replace('80', '99999'))];
    const options = { ...DEFAULT_LINT_OPTIONS, setsOf: () => ['east', 'west'] };
    const { findings, summary } = lint(sources, rules, options);
    expect(findings).toHaveLength(1);
    expect(summary.resources).toBe(1);
  });
});

describe('context', () => {
  const isContext = (file: string): boolean => file.startsWith('cluster/');

  test('its objects exist, and nothing is reported in them', () => {
    const files = { 'shop/cart.yaml': [service('cart'), deployment('web')].join('---\n') };
    expect(found(files)).toEqual(['shop/cart.yaml: warning service-selects-no-pod']);
    const cluster = {
      'cluster/dump.yaml': [deployment('cart'), service('broken', 'app: x', ', nme: y')].join(
        '---\n',
      ),
    };
    expect(found({ ...files, ...cluster }, { isContext })).toEqual([]);
  });

  test('it is seen from every set', () => {
    const files = {
      'east/cart.yaml': [service('cart'), deployment('web')].join('---\n'),
      'cluster/dump.yaml': deployment('cart'),
    };
    expect(found(files, { isContext, setsOf: (file) => [file] })).toEqual([]);
  });

  test('ReplicaSets that a Deployment keeps for rolling back have no Pods', () => {
    const old = deployment('cart', 'web', ', ownerReferences: [{kind: Deployment, name: cart}]')
      .replace('Deployment', 'ReplicaSet')
      .replace('spec:', 'spec:\n  replicas: 0');
    const files = {
      'shop/cart.yaml': service('cart'),
      'cluster/dump.yaml': [deployment('cart'), old].join('---\n'),
    };
    expect(found(files, { isContext })).toEqual([]);
  });

  test('a copy of an object that is given is that object, as it was', () => {
    const nodePort = (text: string): string =>
      text.replace('spec:', 'spec:\n  type: NodePort').replace('80,', '80, nodePort: 30080,');
    const files = {
      'cart.yaml': [nodePort(service('cart')), deployment('cart')].join('---\n'),
      'dump.yaml': [
        nodePort(service('cart', 'app: cart', ', namespace: shop')),
        deployment('cart', 'web', ', namespace: shop'),
      ].join('---\n'),
    };
    expect(found(files)).not.toEqual([]);
    expect(found(files, { isContext: (file) => file === 'dump.yaml' })).toEqual([]);
  });

  test('what controllers made of it then goes with it', () => {
    const owned = (kind: string, owner: string): string =>
      deployment('cart', 'web', `-${kind}, namespace: shop, ownerReferences: [${owner}]`).replace(
        'Deployment',
        kind,
      );
    const files = {
      'one/cart.yaml': service('cart'),
      'two/cart.yaml': deployment('cart'),
      'cluster/dump.yaml': [
        deployment('cart', 'web', ', namespace: shop'),
        owned('ReplicaSet', '{kind: Deployment, name: cart}'),
        owned('StatefulSet', '{kind: ReplicaSet, name: cart-ReplicaSet}'),
      ].join('---\n'),
    };
    expect(found(files, { isContext })).toEqual([]);
    const others = { ...files, 'two/cart.yaml': deployment('cart', 'http', ', namespace: bank') };
    expect(found(others, { isContext })).not.toEqual([]);
  });

  test('it is not counted', () => {
    const sources = [
      sourceOf('a.yaml', service('cart')),
      sourceOf('cluster/b.yaml', deployment('cart')),
    ];
    const { summary } = lint(sources, rules, { ...DEFAULT_LINT_OPTIONS, isContext });
    expect(summary).toMatchObject({ documents: 1, resources: 1 });
  });
});

describe('podTemplates', () => {
  const stack = `apiVersion: acme.example/v1
kind: ShopStack
metadata: {name: everything}
spec:
  pods:
    metadata: {labels: {app: cart}}
    spec: {containers: [{name: cart, image: registry.example/cart, ports: [{name: web, containerPort: 80}]}]}
`;

  test('kinds of the user make Pods where they are said to', () => {
    const files = { 'shop.yaml': [service('cart'), stack].join('---\n') };
    expect(found(files)).toEqual([]);
    const podTemplates = [{ group: 'acme.example', kind: 'ShopStack', template: 'spec.pods' }];
    expect(found(files, { podTemplates })).toEqual([
      'shop.yaml: error service-target-port-unresolved',
    ]);
    const others = [{ group: 'acme.example', kind: 'Other', template: 'spec.pods' }];
    expect(found(files, { podTemplates: others })).toEqual([]);
  });
});

describe('clusterDomain', () => {
  const reader = (host: string): string =>
    deployment('web', 'http').replace(
      'ports:',
      `env: [{name: CART_URL, value: "http://${host}"}], ports:`,
    );
  const shop = (host: string): Readonly<Record<string, string>> => ({
    'shop.yaml': [service('cart', 'app: web', ', namespace: shop'), reader(host)].join('---\n'),
  });
  const INCOMPLETE = ['shop.yaml: error host-name-incomplete'];

  test('names that end early, or leave out svc, are wrong in the zone that there is', () => {
    expect(found(shop('cart.shop.cluster.local'))).toEqual(INCOMPLETE);
    expect(found(shop('cart.shop.k8s.example'))).toEqual([]);
    const clusterDomain = 'k8s.example';
    expect(found(shop('cart.shop.k8s.example'), { clusterDomain })).toEqual(INCOMPLETE);
    expect(found(shop('cart.shop.svc.k8s'), { clusterDomain })).toEqual(INCOMPLETE);
    expect(found(shop('cart.shop.svc.k8s.example'), { clusterDomain })).toEqual([]);
  });

  test('names of another cluster are nobody of this one', () => {
    const host = 'cart.shop.svc.west.example:8080';
    expect(found(shop(host))).toEqual(['shop.yaml: error host-port-is-target-port']);
    expect(found(shop(host), { clusterDomain: 'east.example' })).toEqual([]);
  });
});

describe('namespaces by file', () => {
  test('objects of a folder are in the namespace that is said', () => {
    const files = {
      'east/a.yaml': [service('cart'), deployment('web')].join('---\n'),
      'west/b.yaml': deployment('cart'),
    };
    expect(found(files)).toEqual([]);
    const namespaceOf = (file: string): string => file.slice(0, 4);
    expect(found(files, { namespaceOf })).toEqual(['east/a.yaml: warning service-selects-no-pod']);
  });
});

describe('severities', () => {
  const files = { 'east/a.yaml': LOST['shop.yaml'], 'west/a.yaml': LOST['shop.yaml'] };
  const settings = (text: string): ReadonlyMap<string, 'off' | 'error' | 'info'> =>
    new Map([['service-selects-no-pod', text as 'off' | 'error' | 'info']]);

  test('are what the user says, also where a run option raises them', () => {
    const options = { rules: { everywhere: settings('error'), overrides: [] } };
    expect(found(files, options)).toEqual([
      'east/a.yaml: error service-selects-no-pod',
      'west/a.yaml: error service-selects-no-pod',
    ]);
    const off = { rules: { everywhere: settings('off'), overrides: [] } };
    expect(found(files, { ...off, world: 'closed' })).toEqual([]);
  });

  test('by file, the later override over the earlier', () => {
    const overrides = [
      { matches: () => true, rules: settings('error') },
      { matches: (file: string) => file.startsWith('west/'), rules: settings('off') },
    ];
    expect(found(files, { rules: { everywhere: settings('off'), overrides } })).toEqual([
      'east/a.yaml: error service-selects-no-pod',
    ]);
  });

  test('a rule that is off everywhere is not run', () => {
    let runs = 0;
    const rule = defineRule({
      id: 'shop-rule',
      title: 'Shop',
      category: 'selection',
      severity: 'error',
      assumes: 'nothing',
      references: ['https://shop.example'],
      messages: {},
      check: () => {
        runs++;
      },
    });
    const run = (setting: 'off' | 'info', overrides: 'off' | 'error'): number => {
      const map = (value: 'off' | 'info' | 'error') => new Map([['shop-rule', value]]);
      lint([sourceOf('a.yaml', service('cart'))], [rule], {
        ...DEFAULT_LINT_OPTIONS,
        rules: {
          everywhere: map(setting),
          overrides: [{ matches: () => false, rules: map(overrides) }],
        },
      });
      return runs;
    };
    expect([run('off', 'off'), run('info', 'off'), run('off', 'error')]).toEqual([0, 0, 1]);
  });
});
