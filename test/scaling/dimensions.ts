import {
  backendPath,
  configMap,
  entries,
  gateway,
  httpRoute,
  ingress,
  items,
  networkPolicy,
  object,
  service,
  stream,
  times,
  word,
  workload,
} from './manifests.ts';

/** Something there can be more and more of in what is given to the linter. */
export interface Dimension {
  /** So many times as many are made, where one costs next to nothing. */
  readonly scale?: number;
  /** Whether findings are written in all forms, and mended. */
  readonly isReported?: boolean;
  /** The files: name and text. */
  readonly make: (count: number) => readonly (readonly [path: string, text: string])[];
}

/** One file. */
function file(...objects: readonly string[]): readonly (readonly [string, string])[] {
  return [['shop.yaml', stream(objects)]];
}

function tidy(index: number): string {
  const name = `cart-${word(index)}`;
  return stream([service(name), workload(name)]);
}

function record(count: number, prefix: string): Record<string, string> {
  return Object.fromEntries(times(count, (index) => [`${prefix}-${index}`, `v${index}`]));
}

/** By name: where one of them makes the linter slower than in proportion, the test names it. */
export const dimensions: Readonly<Record<string, Dimension>> = {
  'documents of one file': { make: (n) => file(...times(n, tidy)) },
  'files of one folder': {
    make: (n) => times(n, (index) => [`shop/cart-${index}.yaml`, tidy(index)] as const),
  },
  'folders side by side': {
    make: (n) => times(n, (index) => [`shop/${word(index)}/cart.yaml`, tidy(index)] as const),
  },
  'copies of one app, a folder each': {
    make: (n) => times(n, (index) => [`shop/${word(index)}/cart.yaml`, tidy(0)] as const),
  },
  'Services in one namespace': {
    make: (n) => file(workload('cart'), ...times(n, (index) => service(`cart-${word(index)}`))),
  },
  'labels of a Pod': {
    scale: 3,
    make: (n) =>
      file(
        service('cart', { selector: record(n, 'label') }),
        workload('cart', { labels: record(n, 'label') }),
      ),
  },
  'labels of a selector that nothing has': {
    scale: 2,
    make: (n) =>
      file(
        service('cart', { selector: record(n, 'label') }),
        workload('cart', { labels: record(n, 'other') }),
      ),
  },
  'ports of a Service': {
    scale: 2,
    make: (n) =>
      file(
        service('cart', {
          ports: times(
            n,
            (index) => `{name: p${index}, port: ${index + 1}, targetPort: p${index}}`,
          ),
        }),
        workload('cart', {
          ports: times(n, (index) => `{name: p${index}, containerPort: ${index + 1}}`),
        }),
      ),
  },
  'ports of a Service that no container has': {
    make: (n) =>
      file(
        service('cart', {
          ports: times(
            n,
            (index) => `{name: p${index}, port: ${index + 1}, targetPort: p${index}}`,
          ),
        }),
        workload('cart', {
          ports: times(n, (index) => `{name: q${index}, containerPort: ${index + 1}}`),
        }),
      ),
  },
  'containers of a Pod': {
    scale: 4,
    make: (n) =>
      file(
        service('cart'),
        workload('cart', {
          containers: times(
            n,
            (index) =>
              `        - name: side-${word(index)}\n          image: registry.example/side:1\n          ports: [{name: s${index}, containerPort: ${index + 1}}]\n`,
          ).join(''),
        }),
      ),
  },
  'variables of a container': {
    make: (n) =>
      file(
        service('cart'),
        workload('cart', {
          container: `          env:\n${items(
            times(n, (index) => `{name: URL_${index}, value: "http://cart-${word(index)}:80/"}`),
            12,
          )}`,
        }),
      ),
  },
  'NetworkPolicies of one namespace': {
    make: (n) =>
      file(
        ...times(n, tidy),
        ...times(n, (index) =>
          networkPolicy(
            `allow-${word(index)}`,
            `  podSelector: {matchLabels: {app: cart-${word(index)}}}\n  policyTypes: [Ingress]\n  ingress: [{from: [{podSelector: {matchLabels: {app: cart-${word(index + 1)}}}}]}]\n`,
          ),
        ),
      ),
  },
  'peers of a NetworkPolicy': {
    scale: 4,
    make: (n) =>
      file(
        service('cart'),
        workload('cart', {
          container: `          env: [{name: URL, value: "http://cart:80/"}]\n`,
        }),
        networkPolicy(
          'allow',
          `  podSelector: {}\n  ingress:\n    - from:\n${items(
            times(n, (index) => `{podSelector: {matchLabels: {app: cart-${word(index)}}}}`),
            8,
          )}`,
        ),
      ),
  },
  'host names in a ConfigMap': {
    make: (n) =>
      file(
        tidy(0),
        configMap(
          'cart',
          `  hosts: |\n${times(n, (index) => `    http://cart-${word(index)}.shop.svc:80/\n`).join('')}`,
        ),
      ),
  },
  'host names in a ConfigMap, a Service each': {
    make: (n) =>
      file(
        ...times(n, (index) => service(`cart-${word(index)}`)),
        configMap(
          'cart',
          times(n, (index) => `  key-${index}: http://cart-${word(index)}.shop:80/\n`).join(''),
        ),
      ),
  },
  'hosts of Pods behind a headless Service': {
    make: (n) =>
      file(
        service('cart', { more: '  clusterIP: None\n' }),
        workload('cart', {
          kind: 'StatefulSet',
          spec: `  serviceName: cart\n  replicas: ${n}\n`,
        }),
        configMap(
          'peers',
          `  peers: "${times(n, (index) => `http://cart-${2 * index}.cart.shop.svc:80`).join(',')}"\n`,
        ),
      ),
  },
  findings: {
    isReported: true,
    make: (n) =>
      file(
        ...times(n, (index) =>
          service(`cart-${word(index)}`, {
            selector: { app: 'cart' },
            ports: ['{name: http, port: 80, targetPort: htpp}'],
          }),
        ),
        workload('cart'),
      ),
  },
  'findings on one line': {
    isReported: true,
    scale: 2,
    make: (n) =>
      file(
        workload('cart'),
        `apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {selector: {app: cart}, ports: [${times(n, (index) => `{name: p${index}, port: ${index + 1}, targetPort: htpp}`).join(', ')}]}\n`,
      ),
  },
  'selectors that match nothing': {
    make: (n) =>
      file(
        ...times(n, (index) => service(`cart-${word(index)}`, { selector: { app: `x${index}` } })),
        ...times(n, (index) => workload(`offers-${word(index + 500_000)}`)),
      ),
  },
  'near misses: names that share a beginning': {
    make: (n) =>
      file(
        ...times(n, (index) => service(`cart-${word(index)}`)),
        ...times(n, (index) => workload(`cart-${word(index + 500_000)}`)),
      ),
  },
  'near misses: one letter apart': {
    make: (n) =>
      file(
        ...times(n, (index) => service(`checkout${word(index)}`)),
        ...times(n, (index) => workload(`chekout${word(index)}`)),
      ),
  },
  'near misses: one label of two': {
    make: (n) =>
      file(
        ...times(n, (index) =>
          service(`cart-${word(index)}`, { selector: { app: 'cart', tier: `web-${index}` } }),
        ),
        ...times(n, (index) =>
          workload(`cart-${word(index)}`, { labels: { app: 'cart', tier: `api-${index}` } }),
        ),
      ),
  },
  'near misses: a backend that is missing': {
    isReported: true,
    make: (n) =>
      file(
        ...times(n, (index) => service(`checkout-${word(index)}`)),
        ingress(
          'shop',
          times(n, (index) => backendPath(`p${index}`, `chekout-${word(index)}`)),
        ),
      ),
  },
  'near misses: backends that share a beginning': {
    make: (n) =>
      file(
        ...times(n, (index) => service(`cart-${word(index)}`)),
        ingress(
          'shop',
          times(n, (index) => backendPath(`p${index}`, `cart-${word(index + 500_000)}`)),
        ),
      ),
  },
  'paths of an Ingress': {
    scale: 3,
    make: (n) =>
      file(
        tidy(0),
        ingress(
          'shop',
          times(n, (index) => backendPath(`p${index}`, `cart-${word(0)}`)),
        ),
      ),
  },
  'Ingresses of one host': {
    make: (n) =>
      file(
        tidy(0),
        ...times(n, (index) =>
          ingress(`shop-${word(index)}`, [backendPath(`p${index}`, `cart-${word(0)}`)]),
        ),
      ),
  },
  'routes of a Gateway': {
    make: (n) =>
      file(
        gateway('edge', ['{name: http, port: 80, protocol: HTTP}']),
        tidy(0),
        ...times(n, (index) => httpRoute(`route-${word(index)}`, 'edge', `cart-${word(0)}`)),
      ),
  },
  // A Gateway has 64 listeners at most.
  'routes of a Gateway with many listeners': {
    make: (n) =>
      file(
        gateway(
          'edge',
          times(
            64,
            (index) =>
              `{name: l${index}, port: 80, protocol: HTTP, hostname: r${index}.shop.example}`,
          ),
        ),
        tidy(0),
        ...times(n, (index) => httpRoute(`r${index}`, 'edge', `cart-${word(0)}`)),
      ),
  },
  'Gateways and routes that name none': {
    make: (n) =>
      file(
        tidy(0),
        ...times(n, (index) =>
          gateway(`edge-${word(index)}`, ['{name: http, port: 80, protocol: HTTP}']),
        ),
        ...times(n, (index) =>
          httpRoute(`route-${word(index)}`, `egde-${word(index)}`, `cart-${word(0)}`),
        ),
      ),
  },
  'VirtualServices and Gateways': {
    make: (n) =>
      file(
        ...times(n, (index) =>
          object(
            { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', name: `edge-${word(index)}` },
            `spec: {selector: {istio: ingressgateway}, servers: [{hosts: ["*"], port: {name: http, number: 80, protocol: HTTP}}]}\n`,
          ),
        ),
        ...times(n, (index) =>
          object(
            {
              apiVersion: 'networking.istio.io/v1',
              kind: 'VirtualService',
              name: `cart-${word(index)}`,
            },
            `spec:\n  hosts: [shop.example]\n  gateways: [egde-${word(index)}]\n  http: [{route: [{destination: {host: cart-${word(index)}}}]}]\n`,
          ),
        ),
      ),
  },
  'ServiceMonitors and Services': {
    make: (n) =>
      file(
        ...times(n, tidy),
        ...times(n, (index) =>
          object(
            {
              apiVersion: 'monitoring.coreos.com/v1',
              kind: 'ServiceMonitor',
              name: `cart-${word(index)}`,
            },
            `spec: {selector: {matchLabels: {app: cart-${word(index)}}}, endpoints: [{port: metrics}]}\n`,
          ),
        ),
      ),
  },
  'ServiceMonitors that select all Services': {
    make: (n) =>
      file(
        ...times(n, tidy),
        ...times(n, (index) =>
          object(
            {
              apiVersion: 'monitoring.coreos.com/v1',
              kind: 'ServiceMonitor',
              name: `cart-${word(index)}`,
            },
            `spec: {selector: {}, endpoints: [{port: metrics}]}\n`,
          ),
        ),
      ),
  },
  'webhooks of a configuration': {
    make: (n) =>
      file(
        tidy(0),
        `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: shop}\nwebhooks:\n${items(
          times(
            n,
            (index) =>
              `{name: w${index}.shop.example, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {service: {name: cart-${word(index)}, namespace: shop}}}`,
          ),
          2,
        )}`,
      ),
  },
  'one Service defined again and again': {
    make: (n) => file(workload('cart'), ...times(n, () => service('cart'))),
  },
  'one Deployment defined again and again': {
    make: (n) => file(service('cart'), ...times(n, () => workload('cart'))),
  },
  'one object defined again and again, a file each': {
    make: (n) => times(n, (index) => [`shop/cart-${index}.yaml`, tidy(0)] as const),
  },
  'node ports': {
    make: (n) =>
      file(
        ...times(n, (index) =>
          service(`cart-${word(index)}`, {
            ports: [`{name: http, port: 80, nodePort: ${30_000 + (index % 2_000)}}`],
            more: '  type: NodePort\n',
          }),
        ),
      ),
  },
  'addresses of Endpoints': {
    scale: 4,
    make: (n) =>
      file(
        service('cart', { selector: {} }),
        object(
          { apiVersion: 'v1', kind: 'Endpoints', name: 'cart' },
          `subsets:\n  - addresses:\n${items(
            times(n, (index) => `{ip: 10.0.${index >> 8}.${index & 255}}`),
            6,
          )}    ports: [{name: http, port: 80}]\n`,
        ),
      ),
  },
  'items of a List': {
    isReported: true,
    make: (n) =>
      file(
        `apiVersion: v1\nkind: List\nitems:\n${times(n, (index) => `- apiVersion: v1\n  kind: Service\n  metadata: {name: cart-${word(index)}}\n  spec: {selector: {app: cart}, ports: [{port: 80, targetPort: htpp}]}\n`).join('')}`,
        workload('cart'),
      ),
  },
  'keys of a ConfigMap': {
    scale: 20,
    make: (n) => file(configMap('cart', entries(record(n, 'key'), 2))),
  },
  'fields that nobody knows': {
    scale: 2,
    make: (n) =>
      file(
        service('cart', { more: times(n, (index) => `  ${word(index)}: 1\n`).join('') }),
        workload('cart'),
      ),
  },
  'fields that are repeated': {
    isReported: true,
    scale: 4,
    make: (n) => file(service('cart', { more: times(n, () => '  type: ClusterIP\n').join('') })),
  },
  'lines of a block scalar': {
    scale: 50,
    make: (n) =>
      file(
        configMap(
          'cart',
          `  cart.conf: |\n${times(n, (index) => `    setting-${index} = ${word(index)}\n`).join('')}`,
        ),
      ),
  },
  'a line of text': {
    scale: 100,
    make: (n) =>
      file(configMap('cart', `  text: "${times(n, (index) => word(index)).join(' ')}"\n`)),
  },
  'lines of comments': {
    scale: 50,
    make: (n) => file(times(n, (index) => `# ${word(index)}\n`).join(''), tidy(0)),
  },
  'depth of nesting': {
    make: (n) =>
      file(
        configMap('cart', '  a: b\n'),
        object(
          { apiVersion: 'shop.example/v1', kind: 'Cart', name: 'cart' },
          `spec: ${'['.repeat(n)}${']'.repeat(n)}\n`,
        ),
      ),
  },
  'anchors and aliases': {
    make: (n) =>
      file(
        ...times(n, (index) =>
          object(
            { apiVersion: 'v1', kind: 'Service', name: `cart-${word(index)}` },
            `spec:\n  selector: &labels${index}\n    app: cart\n  ports: [{port: 80}]\n  also: *labels${index}\n`,
          ),
        ),
      ),
  },
  'aliases of one anchor': {
    scale: 20,
    make: (n) =>
      file(
        object(
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'cart' },
          `data:\n  first: &first text\n${times(n, (index) => `  key-${index}: *first\n`).join('')}`,
        ),
      ),
  },
  'lines of a template': {
    scale: 20,
    make: (n) =>
      file(
        object(
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'cart' },
          `data:\n${times(n, (index) => `  key-${index}: {{ .Values.${word(index)} }}\n  {{- end }}\n`).join('')}`,
        ),
      ),
  },
  'errors of syntax': {
    make: (n) =>
      file(...times(n, (index) => `metadata:\n  name: cart-${word(index)}\n   kind: Service\n`)),
  },
  'errors of syntax in one document': {
    scale: 2,
    make: (n) =>
      file(
        object(
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'cart' },
          `data:\n${times(n, (index) => `  key-${index}: "a" b: c\n`).join('')}`,
        ),
      ),
  },
  'resources of a kustomization': {
    make: (n) => [
      ...times(n, (index) => [`shop/cart-${index}.yaml`, tidy(index)] as const),
      [
        'shop/kustomization.yaml',
        `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${items(
          times(n, (index) => `cart-${index}.yaml`),
          2,
        )}`,
      ] as const,
    ],
  },
};
