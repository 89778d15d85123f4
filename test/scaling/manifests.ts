/** Manifests of a shop as YAML, with the one thing in them that a dimension makes many of. */

/** `make(0)` … `make(count - 1)`. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function stream(objects: readonly string[]): string {
  return objects.join('---\n');
}

/**
 * The number as a word of five letters, neighbours far apart in the alphabet. The check of names for
 * slips of the fingers takes digits as they are, letters it compares.
 */
export function word(index: number): string {
  let rest = (index * 7_368_787 + 1_234_577) % 26 ** 5;
  let letters = '';
  for (let at = 0; at < 5; at++) {
    letters += String.fromCharCode(97 + (rest % 26));
    rest = Math.floor(rest / 26);
  }
  return letters;
}

interface Metadata {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An object in namespace `shop`; `body` is YAML in its first column. */
export function object({ apiVersion, kind, name, labels, annotations }: Metadata, body: string) {
  const labelLines = labels === undefined ? '' : `  labels:\n${entries(labels, 4)}`;
  const annotationLines =
    annotations === undefined ? '' : `  annotations:\n${entries(annotations, 4)}`;
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  namespace: shop
${labelLines}${annotationLines}${body}`;
}

export function entries(map: Readonly<Record<string, string>>, indent: number): string {
  const space = ' '.repeat(indent);
  return Object.entries(map)
    .map(([key, value]) => `${space}${key}: ${value}\n`)
    .join('');
}

/** Items of a sequence whose lines stand `indent` spaces in. */
export function items(lines: readonly string[], indent: number): string {
  const space = ' '.repeat(indent);
  return lines.map((line) => `${space}- ${line}\n`).join('');
}

export interface ServiceParts {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly more?: string;
}

export function service(name: string, parts: ServiceParts = {}): string {
  const selector = parts.selector ?? { app: name };
  const ports = parts.ports ?? ['{name: http, port: 80, targetPort: http}'];
  return object(
    { apiVersion: 'v1', kind: 'Service', name },
    `spec:
  selector:
${entries(selector, 4)}  ports:
${items(ports, 4)}${parts.more ?? ''}`,
  );
}

export interface WorkloadParts {
  readonly kind?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  /** Lines of the first container, as they stand in it. */
  readonly container?: string;
  /** Further containers. */
  readonly containers?: string;
  /** Lines of the object's `spec`. */
  readonly spec?: string;
}

export function workload(name: string, parts: WorkloadParts = {}): string {
  const labels = parts.labels ?? { app: name };
  const ports = parts.ports ?? ['{name: http, containerPort: 8080}'];
  return object(
    { apiVersion: 'apps/v1', kind: parts.kind ?? 'Deployment', name },
    `spec:
${parts.spec ?? ''}  selector:
    matchLabels:
${entries(labels, 6)}  template:
    metadata:
      labels:
${entries(labels, 8)}    spec:
      containers:
        - name: main
          image: registry.example/shop/main:1.0
          ports:
${items(ports, 12)}${parts.container ?? ''}${parts.containers ?? ''}`,
  );
}

export function configMap(name: string, data: string): string {
  return object({ apiVersion: 'v1', kind: 'ConfigMap', name }, `data:\n${data}`);
}

export function networkPolicy(name: string, spec: string): string {
  return object(
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name },
    `spec:\n${spec}`,
  );
}

export function ingress(name: string, paths: readonly string[]): string {
  return object(
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name },
    `spec:
  rules:
    - host: shop.example
      http:
        paths:
${items(paths, 10)}`,
  );
}

export function backendPath(path: string, name: string, port = 'number: 80'): string {
  return `{path: /${path}, pathType: Prefix, backend: {service: {name: ${name}, port: {${port}}}}}`;
}

export function gateway(name: string, listeners: readonly string[]): string {
  return object(
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', name },
    `spec:\n  gatewayClassName: edge\n  listeners:\n${items(listeners, 4)}`,
  );
}

export function httpRoute(name: string, parent: string, backend: string, hostname = name): string {
  return object(
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', name },
    `spec:
  parentRefs:
    - {name: ${parent}}
  hostnames: [${hostname}.shop.example]
  rules:
    - backendRefs:
        - {name: ${backend}, port: 80}
`,
  );
}
