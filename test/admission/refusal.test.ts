import { describe, expect, test } from 'vitest';
import { pathsOf, refusalsIn, saidOf, service } from './support.ts';

const PORTS = 'ports:\n  - port: 80';

describe('reading', () => {
  test('an unknown field is named with the field that was meant, and offered', () => {
    const [refusal] = refusalsIn(service('ports:\n  - port: 80\n    targetport: 8080'));
    expect(refusal).toMatchObject({
      code: 'field-unknown',
      message: 'unknown field "targetport"; did you mean "targetPort"?',
      suggestion: 'targetPort',
    });
    expect(refusal?.at.text).toBe('targetport');
    expect(refusal?.at.path).toBe('spec.ports[0].targetport');
  });

  test('a field one level too far out is sent where it belongs', () => {
    expect(saidOf(service('port: 80'))).toEqual([
      'spec.port: unknown field "port"; it belongs into an item of ports',
    ]);
  });

  test('what is missing is not said while it may only be misspelt', () => {
    expect(pathsOf(service('Ports:\n  - port: 80'))).toEqual(['spec.Ports']);
  });

  test('null is as good as nothing, in every type', () => {
    const text = service(
      'type: null\nclusterIP: ~\nexternalIPs:\nports:\n  - port: 80\n    name: ',
    );
    expect(saidOf(text)).toEqual([]);
  });

  test('a number that YAML reads as something else is shown as it is written', () => {
    const [refusal] = refusalsIn(service(PORTS, 'labels:\n  version: 1.10'));
    expect(refusal).toMatchObject({ code: 'wrong-type', suggestion: '1.10' });
    expect(refusal?.message).toBe('version takes a string, and 1.10 is a number: put it in quotes');
  });

  test.each(['${PORT}', '{{ .port }}', '<port>', 'PORT'])('%s is no wrong type', (value) => {
    expect(saidOf(service(`ports:\n  - port: ${JSON.stringify(value)}`))).toEqual([]);
  });

  test('keys that stand twice are warned about', () => {
    const [refusal] = refusalsIn(service(`${PORTS}\ntype: ClusterIP\ntype: NodePort`));
    expect(refusal).toMatchObject({ code: 'field-repeated' });
  });

  test('items of a List bear the path of the item', () => {
    const item = service('ports:\n  - port: "80"').replace(/^/gm, '    ').replace('    ', '  - ');
    expect(pathsOf(`apiVersion: v1\nkind: List\nitems:\n${item}`)).toEqual([
      'items[0].spec.ports[0].port',
    ]);
  });
});

describe('paths of the server that differ from those of the text', () => {
  test.each([
    ['clusterIP: none', 'spec.clusterIPs[0]'],
    ['loadBalancerSourceRanges: [10.0.0.0/8]', 'spec.LoadBalancerSourceRanges'],
    ['selectr: {}', 'spec.selectr'],
  ])('%s: %s', (line, path) => {
    expect(pathsOf(service(`${PORTS}\n${line}`))).toEqual([path]);
  });

  test('labels are named as a whole', () => {
    expect(pathsOf(service(PORTS, 'labels:\n  app name: cart\n  tier: -web'))).toEqual([
      'metadata.labels',
      'metadata.labels',
    ]);
  });

  test('a webhook without namespace lacks a name, says the server', () => {
    const text = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: orders
webhooks:
  - name: orders.shop.example.com
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig:
      service:
        name: orders
`;
    expect(saidOf(text)).toEqual([
      'webhooks[0].clientConfig.service.name: the namespace of the Service is missing',
    ]);
  });
});

describe('kinds and versions', () => {
  test.each([
    ['apps/v1', 'Service', 'kind-unknown', 'v1'],
    ['core/v1', 'Service', 'kind-unknown', 'v1'],
    ['V1', 'Service', 'kind-unknown', 'v1'],
    ['v1', 'svc', 'kind-unknown', 'Service'],
    ['networking.k8s.io/v1', 'Networkpolicy', 'kind-unknown', 'NetworkPolicy'],
  ])('%s %s: %s, %s is meant', (apiVersion, kind, code, suggestion) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: cart\n`;
    expect(refusalsIn(text)).toMatchObject([{ code, suggestion }]);
  });

  test('a removed version is named with the release that removed it', () => {
    const text = 'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata:\n  name: shop\n';
    expect(saidOf(text)).toEqual([
      'apiVersion: Ingress of extensions/v1beta1 was removed in Kubernetes 1.22; use networking.k8s.io/v1, whose fields may differ',
    ]);
  });

  test.each([
    ['shop.example.com/v1', 'Voucher'],
    ['serving.knative.dev/v1', 'Service'],
    ['v1', 'Template'],
    ['v1', 'ContinuousQuery'],
    ['monitoring.coreos.com/v1', 'ServiceMonitor'],
  ])('%s %s may be defined elsewhere', (apiVersion, kind) => {
    expect(saidOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: cart\n`)).toEqual(
      [],
    );
  });
});

test('what an empty object lacks is said at once', () => {
  const text = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: orders
webhooks:
  - {}
`;
  expect(saidOf(text)).toHaveLength(1);
});

test('a Deployment selects the Pods of its template', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
spec:
  selector:
    matchLabels:
      app: basket
  template:
    metadata:
      labels:
        app: cart
    spec:
      containers:
        - name: cart
          image: shop/cart:1.4
`;
  expect(refusalsIn(text)).toMatchObject([{ code: 'selector-mismatch' }]);
  expect(pathsOf(text)).toEqual(['spec.template.metadata.labels']);
});

test('the probes of a sidecar are looked at, those of an init container refused', () => {
  const pod = (policy: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: cart
spec:
  initContainers:
    - name: proxy
      image: shop/proxy:1.4${policy}
      readinessProbe:
        tcpSocket:
          port: 8080
  containers:
    - name: cart
      image: shop/cart:1.4
`;
  expect(pathsOf(pod(''))).toEqual(['spec.initContainers[0].readinessProbe']);
  expect(pathsOf(pod('\n      restartPolicy: Always'))).toEqual([]);
});

describe('a removed version is judged by the one that took its place', () => {
  const old = (spec: string, apiVersion = 'extensions/v1beta1'): string =>
    `apiVersion: ${apiVersion}\nkind: Deployment\nmetadata:\n  name: cart\nspec:\n${spec}`;
  const template =
    '  template:\n    metadata:\n      labels:\n        app: cart\n    spec:\n      containers:\n      - name: cart\n        image: shop/cart\n';

  test('as far as their fields are the same', () => {
    const text = old(`  selector:\n    app: cart\n${template}        port: 8080\n`);
    expect(saidOf(text).slice(1)).toEqual([
      'spec.selector.app: unknown field "app"; it belongs into matchLabels',
      'spec.template.spec.containers[0].port: unknown field "port"; did you mean "ports"?',
    ]);
  });

  test('but for what it allowed and had itself', () => {
    expect(saidOf(old(`  rollbackTo:\n    revision: 2\n${template}`))).toHaveLength(1);
  });

  test('and not where the fields are others', () => {
    const ingress =
      'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata:\n  name: cart\nspec:\n  backend:\n    serviceName: cart\n    servicePort: 80\n';
    expect(saidOf(ingress)).toHaveLength(1);
  });
});
