import { describe, expect, test } from 'vitest';
import { tell } from './silenced.ts';

const RULE = 'service-target-port-unresolved';

interface Annotations {
  readonly service?: string;
  readonly deployment?: string;
  readonly template?: string;
}

/** A Service whose name for a port its Pods do not have, with annotations at chosen places. */
function shop({ service, deployment, template }: Annotations = {}): string {
  const annotated = (value: string | undefined, indent: string): string[] =>
    value === undefined
      ? []
      : [`${indent}annotations:`, `${indent}  k8s-svc-lint/disable: ${value}`];
  return [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    '  name: cart',
    ...annotated(service, '  '),
    'spec:',
    '  selector: {app: cart}',
    '  ports:',
    '  - {port: 80, targetPort: htpp}',
    '---',
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: cart',
    ...annotated(deployment, '  '),
    'spec:',
    '  selector: {matchLabels: {app: cart}}',
    '  template:',
    '    metadata:',
    '      labels: {app: cart}',
    ...annotated(template, '      '),
    '    spec:',
    '      containers:',
    '      - {name: cart, image: cart, ports: [{containerPort: 8080, name: http}]}',
    '',
  ].join('\n');
}

test('without an annotation the finding is reported', () => {
  expect(tell(shop()).reported).toEqual([`shop/cart.yaml:8 ${RULE}`]);
});

describe('an annotation silences', () => {
  const value = `"${RULE}: a sidecar adds it"`;

  test.each([
    ['on the object', { service: value }],
    ['on the other end of the link', { deployment: value }],
    ['on the Pod template of the other end', { template: value }],
    ['as a block of text', { service: `|\n      ${RULE}: a sidecar adds it` }],
  ])('%s', (_, at) => {
    const { reported, silenced, complaints } = tell(shop(at));
    expect(reported).toEqual([]);
    expect(silenced).toEqual([expect.stringMatching(/ annotation: a sidecar adds it$/)]);
    expect(complaints).toEqual([]);
  });

  test('in JSON, which has no comments', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'cart',
        annotations: { 'k8s-svc-lint/disable': 'service-target-port-is-quoted-number: later' },
      },
      spec: { selector: { app: 'cart' }, ports: [{ port: 80, targetPort: '8080' }] },
    };
    const { reported, silenced } = tell({ 'cart.json': JSON.stringify(object) });
    expect(reported).toEqual([]);
    expect(silenced).toEqual([
      'cart.json:1 service-target-port-is-quoted-number annotation: later',
    ]);
  });

  test('several rules, each with its reason, in which there may be a semicolon', () => {
    const text = `"service-selects-no-pod: by hand; ${RULE}, until=2026-12-31: see #1; later; or never"`;
    const { silenced, complaints } = tell(shop({ service: text }));
    expect(silenced).toEqual([`shop/cart.yaml:10 ${RULE} annotation: see #1; later; or never`]);
    expect(complaints).toEqual([expect.stringContaining('service-selects-no-pod finds nothing')]);
  });

  test('until its day', () => {
    const text = shop({ service: `"${RULE} until=2026-06-01: see #1"` });
    expect(tell(text, { today: '2026-06-01' }).reported).toEqual([]);
    const after = tell(text, { today: '2026-06-02' });
    expect(after.reported).toHaveLength(1);
    expect(after.complaints).toEqual([expect.stringContaining('was silenced until 2026-06-01')]);
  });
});

describe('an annotation does not silence', () => {
  test('another object, not even in the same List', () => {
    const items = shop({ service: `"service-selects-no-pod: by hand"` })
      .split('---\n')
      .map((it) => `- ${it.trimEnd().split('\n').join('\n  ')}\n`);
    const other = (items[0] ?? '')
      .replace('name: cart', 'name: basket')
      .replace(/ {4}annotations:\n.*\n/, '');
    const text = `apiVersion: v1\nkind: List\nitems:\n${items.join('')}${other}`;
    const { reported } = tell(text);
    expect(reported).toEqual([expect.stringContaining(RULE), expect.stringContaining(RULE)]);
  });

  test('where --no-inline-config says so', () => {
    expect(tell(shop({ service: `"${RULE}: x"` }), { isInline: false }).reported).toHaveLength(1);
  });
});

test('one is not called unused where a kustomization makes the objects', () => {
  const unused = shop({ service: '"service-selects-no-pod: by hand"' });
  expect(tell(unused).complaints).toHaveLength(1);
  const kustomization = 'resources: [cart.yaml]\nnamePrefix: eu-\n';
  const files = { 'shop/cart.yaml': unused, 'shop/kustomization.yaml': kustomization };
  expect(tell(files).complaints).toEqual([]);
});

describe('what is wrong with an annotation is said', () => {
  test('a rule that does not exist, at its name', () => {
    expect(tell(shop({ service: `"${RULE}x: y"` })).complaints).toEqual([
      `shop/cart.yaml:6 suppression-unknown-rule: there is no rule "${RULE}x"; "k8s-svc-lint rules" lists all`,
    ]);
  });

  test('another key', () => {
    const text = shop({ service: `"${RULE}: x"` }).replace('lint/disable', 'lint/ignore');
    expect(tell(text).complaints).toEqual([
      'shop/cart.yaml:6 suppression-invalid: annotation "k8s-svc-lint/ignore" does nothing; write "k8s-svc-lint/disable"',
    ]);
  });

  test.each(['""', '": legacy"', '~'])('no rule: %s', (value) => {
    expect(tell(shop({ service: value })).complaints).toEqual([
      expect.stringContaining('names no rule'),
    ]);
  });

  test('a rule that is found on another object', () => {
    const text = `${shop()}---\n${shop({ service: `"${RULE}: x"` })
      .replaceAll('cart', 'basket')
      .replace('htpp', 'http')}`;
    expect(tell(text).complaints).toEqual([
      expect.stringContaining('but in line 8, in Service cart; annotate that object'),
    ]);
  });

  test('a reason that is asked for', () => {
    expect(tell(shop({ service: RULE }), { requiresReason: true })).toMatchObject({
      reported: [],
      complaints: [expect.stringContaining(`write it behind "${RULE}: "`)],
    });
  });
});
