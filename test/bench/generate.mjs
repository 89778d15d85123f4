// Makes manifests as teams write them, the same for the same seed:
//   node test/bench/generate.mjs DIRECTORY COUNT [SEED]
// One file a microservice, about ten kilobytes: workload, Service, configuration, Ingress, policy,
// account. What the linter has to look at is in proportion to what it has to pass over.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

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

class Microservice {
  constructor(index, seed) {
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

  probe(kind, url) {
    return `          ${kind}:
            httpGet:
              path: ${url}
              port: http
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
${this.probe('readinessProbe', '/ready')}
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
    app.kubernetes.io/name: ${this.name}
  ports:
    - name: http
      port: 80
      targetPort: http
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
${this.list(this.between(20, 50), (index) => `    shop.${this.role}.setting-${index}=${this.digits(12)}`)}
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
                name: ${this.name}
                port:
                  name: http
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

  text() {
    return [
      this.deployment(),
      this.service(),
      this.configMap(),
      this.ingress(),
      this.networkPolicy(),
      this.serviceAccount(),
    ].join('---\n');
  }
}

/** Writes `count` files, a folder a team. Returns how many bytes they have. */
export function generate(directory, count, seed = 1) {
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const microservice = new Microservice(index, seed);
    const folder = path.join(directory, microservice.team);
    mkdirSync(folder, { recursive: true });
    const text = microservice.text();
    writeFileSync(path.join(folder, `${microservice.name}.yaml`), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [directory, count, seed] = process.argv.slice(2);
  if (directory === undefined || count === undefined) {
    console.error('usage: node test/bench/generate.mjs DIRECTORY COUNT [SEED]');
    process.exitCode = 2;
  } else {
    const bytes = generate(directory, Number(count), Number(seed ?? 1));
    console.log(`${count} files, ${bytes} bytes`);
  }
}
