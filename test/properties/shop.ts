import fc from 'fast-check';

/** A small world: few values, so that things meet and nearly meet. */
const APPS = ['cart', 'catalog', 'checkout', 'offers'];
const TIERS = ['web', 'api'];
const PORT_NAMES = ['http', 'metrics', 'admin'];
const PORTS = [80, 8080, 9090];

interface ShopObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const labels = fc.record(
  { app: fc.constantFrom(...APPS), tier: fc.constantFrom(...TIERS) },
  { requiredKeys: ['app'] },
);

const namespace = fc.constantFrom(undefined, 'shop', 'shop-staging');

const deployment = fc
  .record({
    labels,
    namespace,
    ports: fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...PORT_NAMES), containerPort: fc.constantFrom(...PORTS) }),
      { maxLength: 2, selector: ({ name }) => name },
    ),
  })
  .map(({ labels: podLabels, namespace: where, ports }) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    where,
    spec: {
      selector: { matchLabels: podLabels },
      template: {
        metadata: { labels: podLabels },
        spec: { containers: [{ name: 'main', image: 'registry.example/shop/app:1', ports }] },
      },
    },
  }));

const service = fc
  .record({
    selector: labels,
    namespace,
    targetPort: fc.constantFrom<string | number>(...PORT_NAMES, ...PORTS, '8080'),
  })
  .map(({ selector, namespace: where, targetPort }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    where,
    spec: { selector, ports: [{ port: 80, targetPort }] },
  }));

/** The objects of a shop, each with a name of its own, as texts in JSON (which is YAML). */
export const shop: fc.Arbitrary<readonly string[]> = fc
  .array(fc.oneof(deployment, service), { minLength: 1, maxLength: 7 })
  .map((objects) =>
    objects.map(({ where, ...object }, index): ShopObject => {
      const name = `${object.kind.toLowerCase()}-${index}`;
      return {
        ...object,
        metadata: where === undefined ? { name } : { name, namespace: where },
      };
    }),
  )
  .map((objects) => objects.map((object) => JSON.stringify(object, undefined, 1)));

/** Manifests as people write them, to be damaged. */
export const SAMPLES: readonly string[] = [
  `apiVersion: v1
kind: Service
metadata:
  name: cart # the basket
  labels: &labels {app: cart, tier: "web"}
spec:
  selector: *labels
  ports:
    - name: http
      port: 80
      targetPort: http
    - {port: 81, targetPort: 8080}
`,
  `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: 'cart'
spec:
  template:
    metadata:
      labels:
        <<: {app: cart}
        note: >-
          folded
          text
    spec:
      containers:
      - name: cart
        command: ["sh", "-c", 'echo "it''s"']
        env:
        - name: TEXT
          value: |
            one
              two

        ports:
        - containerPort: 8080
          name: http
`,
  `apiVersion: networking.k8s.io/v1\r
kind: Ingress\r
metadata: {name: cart}\r
spec:\r
  rules:\r
  - http:\r
      paths:\r
      - backend:\r
          service: {name: cart, port: {number: 80}}\r
`,
];

/** Pieces of YAML that change what the text around them means. */
const SPARKS = [
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '  ',
  ': ',
  ':',
  '- ',
  '-',
  '? ',
  '#',
  ' #',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '|',
  '>',
  '|+\n',
  '>-\n',
  '&a ',
  '*a',
  '!!str ',
  '!',
  '%',
  '@',
  '`',
  '<<: ',
  '---\n',
  '\n---\n',
  '...\n',
  '{{',
  '}}',
  '\\',
  '\\n',
  '\u0000',
  '\uFEFF',
  '🛒',
  'é',
  '~',
  'null',
  'yes',
  '010',
  'a: b',
];

/** A sample with some stretches replaced, removed or doubled. */
export const damaged: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...SAMPLES),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        removed: fc.nat(6),
        spark: fc.constantFrom('', ...SPARKS),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([sample, edits]) =>
    edits.reduce((text, { at, removed, spark }) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + spark + text.slice(start + removed);
    }, sample),
  );
