// Makes manifests as teams write them, the same for the same seed:
//   node test/bench/generate.mjs DIRECTORY [--services 100] [--seed 1] [--defects 0.05]
//   node test/bench/generate.mjs FILE.yaml --bytes 50000000
// About ten kilobytes a microservice: workload, Service, configuration, Ingress, policy, account, and
// for every fifth an autoscaler. What the linter has to look at is in proportion to what it has to pass
// over. With `--defects`, that share of the microservices has one thing wrong.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TEAMS = ['cart', 'catalog', 'checkout', 'offers', 'search', 'shipping', 'stock', 'accounts'];
const ROLES = ['api', 'web', 'worker', 'gateway', 'cache', 'indexer'];
const PORTS = [3000, 5000, 8080, 8443, 9000];
const VARIABLES = [
  'LOG_LEVEL',
  'DATABASE_URL',
  'QUEUE_BROKERS',
  'CACHE_HOST',
  'HTTP_TIMEOUT',
  'TRACE_ENDPOINT',
  'REGION',
  'FEATURE_FLAGS',
  'MAX_CONNECTIONS',
];
const WORDS =
  'every request passes the proxy before it reaches the Pod keep in step with the dashboard ask the owner before you change a limit the steps to roll back stand in the handbook'.split(
    ' ',
  );

/** Random numbers (mulberry32): a seed gives the same ones everywhere. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What is wrong with a microservice that has a defect. */
const DEFECTS = ['selector', 'target port', 'backend', 'backend port', 'probe'];
const AUTOSCALED = 5;

class Microservice {
  constructor(index, seed, defects) {
    this.index = index;
    // Random numbers of its own: the rest of the text is the same with and without defects.
    const chance = randomNumbers(seed * 999_983 + index * 104_729);
    this.defect = chance() < defects ? DEFECTS[Math.floor(chance() * DEFECTS.length)] : undefined;
    this.random = randomNumbers(seed * 1_000_003 + index * 7_919);
    this.team = this.pick(TEAMS);
    this.role = this.pick(ROLES);
    this.name = `${this.team}-${this.role}-${String(index).padStart(5, '0')}`;
    this.namespace = `${this.team}-${this.pick(['live', 'live', 'test'])}`;
    this.port = this.pick(PORTS);
    this.version = `${this.between(1, 4)}.${this.between(0, 30)}.${this.between(0, 9)}`;
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  between(least, most) {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  list(count, make) {
    return Array.from({ length: count }, (_, index) => make(index)).join('\n');
  }

  /** `wrong` where the microservice has this defect. */
  with(defect, wrong, right) {
    return this.defect === defect ? wrong : right;
  }

  sentence(words) {
    return Array.from({ length: words }, () => this.pick(WORDS)).join(' ');
  }

  digits(count) {
    return Array.from({ length: count }, () => this.between(0, 15).toString(16)).join('');
  }

  metadata(annotations = '') {
    return `metadata:
  name: ${this.name}
  namespace: ${this.namespace}
  labels:
    app.kubernetes.io/name: ${this.name}
    app.kubernetes.io/instance: ${this.name}-${this.namespace}
    app.kubernetes.io/version: "${this.version}"
    app.kubernetes.io/component: ${this.role}
    app.kubernetes.io/part-of: shop
    team: ${this.team}
${annotations}`;
  }

  variables() {
    const from = this.between(0, VARIABLES.length - 1);
    return this.list(this.between(4, 9), (index) => {
      const name = VARIABLES[(from + index) % VARIABLES.length];
      const key = name.toLowerCase().replaceAll('_', '-');
      return this.random() < 0.6
        ? `            - name: ${name}
              value: "${this.pick(['info', '30', 'true', this.digits(12)])}"`
        : `            - name: ${name}
              valueFrom:
                configMapKeyRef:
                  name: ${this.name}
                  key: ${key}
                  optional: true`;
    });
  }

  probe(kind, url, port = 'http') {
    return `          ${kind}:
            httpGet:
              path: ${url}
              port: ${port}
            periodSeconds: ${this.between(5, 20)}
            failureThreshold: 3`;
  }

  deployment() {
    return `# ${this.sentence(9)}
# Owner: ${this.team}@shop.example
apiVersion: apps/v1
kind: Deployment
${this.metadata(`  annotations:
    shop.example/commit: ${this.digits(40)}
    shop.example/description: ${this.sentence(12)}
`)}spec:
  replicas: ${this.between(1, 6)}
  revisionHistoryLimit: 5 # ${this.sentence(4)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${this.name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${this.name}
        app.kubernetes.io/component: ${this.role}
        team: ${this.team}
      annotations:
        checksum/configuration: ${this.digits(64)}
    spec:
      serviceAccountName: ${this.name}
      securityContext: {runAsNonRoot: true, runAsUser: 10001}
      # ${this.sentence(10)}
      containers:
        - name: ${this.role}
          image: registry.example/shop/${this.role}:${this.version}
          args: ["--listen=:${this.port}", "--log", 'format=json']
          ports:
            - name: http
              containerPort: ${this.port}
            - {name: admin, containerPort: ${this.port + 1}, protocol: TCP}
          env:
${this.variables()}
${this.probe('livenessProbe', '/healthz')}
${this.probe('readinessProbe', '/ready', this.with('probe', 'htpp', 'http'))}
          resources:
            requests:
              cpu: ${this.between(1, 5) * 100}m
              memory: ${this.between(1, 8) * 64}Mi
            limits:
              memory: ${this.between(8, 16) * 64}Mi
          volumeMounts:
            - name: configuration
              mountPath: /etc/${this.role}
              readOnly: true
      volumes:
        - name: configuration
          configMap:
            name: ${this.name}
`;
  }

  service() {
    return `# ${this.sentence(8)}
apiVersion: v1
kind: Service
${this.metadata()}spec:
  type: ${this.pick(['ClusterIP', 'ClusterIP', 'LoadBalancer'])}
  selector:
    app.kubernetes.io/name: ${this.with('selector', `${this.name}-${this.role}`, this.name)}
  ports:
    - name: http
      port: 80
      targetPort: ${this.with('target port', 'htpp', 'http')}
    - name: admin
      port: ${this.port + 1}
      targetPort: ${this.pick(['admin', this.port + 1])}
`;
  }

  configMap() {
    return `apiVersion: v1
kind: ConfigMap
${this.metadata()}data:
${this.list(VARIABLES.length, (index) => `  ${VARIABLES[index].toLowerCase().replaceAll('_', '-')}: "${this.digits(16)}"`)}
  application.properties: |
    # ${this.sentence(6)}
${this.list(this.between(50, 95), (index) => `    shop.${this.role}.setting-${index}=${this.digits(12)}`)}
  logging.json: |-
    {"level": "info", "fields": {"service": "${this.name}"}, "kind": "Service"}
  proxy.conf: |
    server {
      listen ${this.port};
      location / {
        proxy_pass http://127.0.0.1:${this.port + 1};
      }
    }
`;
  }

  ingress() {
    return `apiVersion: networking.k8s.io/v1
kind: Ingress
${this.metadata(`  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: 8m
    nginx.ingress.kubernetes.io/configuration-snippet: |
      more_set_headers "X-Team: ${this.team}";
`)}spec:
  ingressClassName: nginx
  tls:
    - hosts: [${this.name}.shop.example]
      secretName: ${this.name}-tls
  rules:
    - host: ${this.name}.shop.example
      http:
        paths:
          - path: /${this.role}
            pathType: Prefix
            backend:
              service:
                name: ${this.with('backend', `${this.name}-svc`, this.name)}
                port:
                  name: ${this.with('backend port', 'web', 'http')}
          - path: /admin
            pathType: Prefix
            backend: {service: {name: ${this.name}, port: {number: ${this.port + 1}}}}
`;
  }

  networkPolicy() {
    return `# ${this.sentence(12)}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${this.metadata()}spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${this.name}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ingress-nginx
        - podSelector: {}
      ports:
        - protocol: TCP
          port: http
  egress:
    - to:
        - ipBlock:
            cidr: 10.0.0.0/8
            except: [10.${this.between(0, 255)}.0.0/16]
      ports:
        - {protocol: UDP, port: 53}
        - {protocol: TCP, port: 53}
`;
  }

  serviceAccount() {
    return `apiVersion: v1
kind: ServiceAccount
${this.metadata()}automountServiceAccountToken: false
`;
  }

  autoscaler() {
    return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
${this.metadata()}spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${this.name}}
  minReplicas: 2
  maxReplicas: ${this.between(3, 12)}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: ${this.between(50, 90)}}
`;
  }

  objects() {
    return [
      this.deployment(),
      this.service(),
      this.configMap(),
      this.ingress(),
      this.networkPolicy(),
      this.serviceAccount(),
      ...(this.index % AUTOSCALED === 0 ? [this.autoscaler()] : []),
    ];
  }
}

/** What was written: so many files, objects and bytes. */
class Amount {
  files = 0;
  objects = 0;
  bytes = 0;

  add(objects, text) {
    this.objects += objects.length;
    this.bytes += Buffer.byteLength(text);
  }
}

/** The manifests of `services` microservices: `[name, text]`, for tests that need no files. */
export function* manifests({ services, seed = 1, defects = 0 }) {
  for (let index = 0; index < services; index++) {
    const microservice = new Microservice(index, seed, defects);
    const name = `${microservice.team}/${microservice.name}.yaml`;
    yield { name, objects: microservice.objects() };
  }
}

const SEPARATOR = '---\n';

/** Writes a file for each of `services` microservices, a folder a team. */
export function generateFolder(directory, options) {
  const amount = new Amount();
  for (const { name, objects } of manifests(options)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const text = objects.join(SEPARATOR);
    writeFileSync(file, text);
    amount.files++;
    amount.add(objects, text);
  }
  return amount;
}

/** Writes microservices into one file until it has `bytes`. */
export function generateFile(file, { bytes, ...options }) {
  const amount = new Amount();
  amount.files = 1;
  mkdirSync(path.dirname(file), { recursive: true });
  const descriptor = openSync(file, 'w');
  for (const { objects } of manifests({ ...options, services: Infinity })) {
    const text = objects.map((object) => object + SEPARATOR).join('');
    writeSync(descriptor, text);
    amount.add(objects, text);
    if (amount.bytes >= bytes) break;
  }
  closeSync(descriptor);
  return amount;
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      services: { type: 'string', default: '100' },
      bytes: { type: 'string' },
      seed: { type: 'string', default: '1' },
      defects: { type: 'string', default: '0' },
    },
  });
  const [target] = positionals;
  if (target === undefined) {
    console.error('usage: node test/bench/generate.mjs DIRECTORY|FILE.yaml [options]');
    process.exitCode = 2;
    return;
  }
  const seed = Number(values.seed);
  const defects = Number(values.defects);
  const { files, objects, bytes } =
    values.bytes === undefined
      ? generateFolder(target, { services: Number(values.services), seed, defects })
      : generateFile(target, { bytes: Number(values.bytes), seed, defects });
  console.log(`${files} files, ${objects} objects, ${bytes} bytes`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
