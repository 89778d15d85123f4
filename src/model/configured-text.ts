import type { Container as ContainerFields } from 'kubernetes-types/core/v1.js';
import type { Field, Located } from '../parse/index.ts';
import { isResource, type Resource } from './resource.ts';
import type { Workload } from './workload.ts';

/** A string that programs in a cluster read, and that may name hosts. */
export interface ConfiguredText {
  readonly from: Resource;
  /** Whose Pods read it; undefined for a ConfigMap, a Secret or a controller's annotation. */
  readonly workload: Workload | undefined;
  /** Who looks the names up: a Pod in its namespace, a controller in its own, a node in none. */
  readonly readBy: 'pod' | 'controller' | 'kubelet';
  /** Name of the variable, of the entry, of the flag before it; empty where there is none. */
  readonly key: string;
  readonly text: Located<string>;
}

/** Texts that stand together: the variables of a container, the entries of a ConfigMap. */
export type ConfiguredTexts = readonly ConfiguredText[];

/** All such texts of a workload, one list a container. */
export function readWorkloadTexts(workload: Workload): ConfiguredTexts[] {
  return workload.template.containers.flatMap(({ fields }) => [
    readVariables(workload, fields),
    readArguments(workload, fields),
    readProbeHosts(workload, fields),
  ]);
}

function readVariables(
  workload: Workload,
  container: Field<ContainerFields>,
): readonly ConfiguredText[] {
  const texts: ConfiguredText[] = [];
  for (const variable of container.get('env').items()) {
    const text = variable.get('value').text();
    if (text === undefined) continue;
    texts.push(textOf(workload, 'pod', variable.get('name').text()?.value ?? '', text));
  }
  return texts;
}

function readArguments(
  workload: Workload,
  container: Field<ContainerFields>,
): readonly ConfiguredText[] {
  const texts: ConfiguredText[] = [];
  let flag = '';
  for (const argument of [...container.get('command').items(), ...container.get('args').items()]) {
    const text = argument.text();
    if (text === undefined) continue;
    texts.push(textOf(workload, 'pod', flag, text));
    flag = /^--?([\w.-]+)$/.exec(text.value)?.[1] ?? '';
  }
  return texts;
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** `host` of a probe; the kubelet looks it up with the node's own DNS, not the cluster's. */
function readProbeHosts(
  workload: Workload,
  container: Field<ContainerFields>,
): readonly ConfiguredText[] {
  const texts: ConfiguredText[] = [];
  for (const name of PROBES) {
    const probe = container.get(name) as Field;
    if (!probe.exists) continue;
    for (const handler of ['httpGet', 'tcpSocket'] as const) {
      const text = probe.get(handler).get('host').text();
      if (text !== undefined) texts.push(textOf(workload, 'kubelet', 'host', text));
    }
  }
  return texts;
}

function textOf(
  workload: Workload,
  readBy: ConfiguredText['readBy'],
  key: string,
  text: Located<string>,
): ConfiguredText {
  return { from: workload.resource, workload, readBy, key, text };
}

/** Texts of ConfigMaps, Secrets, webhooks, and of annotations that a controller takes URLs from. */
export function readResourceTexts(resource: Resource): ConfiguredTexts {
  if (isResource(resource, '', 'ConfigMap')) return readEntries(resource, 'data');
  if (isResource(resource, '', 'Secret')) {
    return [...readEntries(resource, 'stringData'), ...readEncoded(resource)];
  }
  const annotated = readAnnotations(resource);
  return WEBHOOK_KINDS.has(resource.kind)
    ? [...readWebhookUrls(resource), ...annotated]
    : annotated;
}

function readEntries(resource: Resource, name: 'data' | 'stringData'): readonly ConfiguredText[] {
  const texts: ConfiguredText[] = [];
  for (const { name: key, value } of resource.fields.get(name).entries()) {
    const text = value.text();
    if (text === undefined) continue;
    texts.push({ from: resource, workload: undefined, readBy: 'pod', key, text });
  }
  return texts;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const LONGEST_ENCODED = 64 * 1024;

/** Entries of a Secret that are text behind their base64. */
function readEncoded(resource: Resource): readonly ConfiguredText[] {
  return resource.fields
    .get('data')
    .entries()
    .flatMap(({ key, value }) => {
      const encoded = value.string();
      if (encoded === undefined || encoded.value.length > LONGEST_ENCODED) return [];
      const packed = encoded.value.replace(/\s/g, '');
      const text = BASE64.test(packed) ? decodeText(packed) : undefined;
      if (text === undefined) return [];
      return { ...readIn(resource, 'pod'), key: key.value, text: encoded.with(text) };
    });
}

/** Undefined where the bytes are no printable text: keys and certificates in binary form. */
function decodeText(encoded: string): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'));
    return /\p{Cc}/u.test(text.replace(/[\t\r\n]/g, '')) ? undefined : text;
  } catch {
    return undefined;
  }
}

const WEBHOOK_KINDS = new Set(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']);

function readWebhookUrls(resource: Resource): readonly ConfiguredText[] {
  if (resource.group !== 'admissionregistration.k8s.io') return [];
  return resource.fields
    .get('webhooks')
    .items()
    .flatMap((webhook) => {
      const text = webhook.get('clientConfig').get('url').text();
      return text === undefined ? [] : { ...readIn(resource, 'controller'), key: 'url', text };
    });
}

/** `nginx.ingress.kubernetes.io/auth-url`, `traefik…`, `haproxy…`: a URL that the proxy calls. */
const URL_ANNOTATION =
  /(?:^|[./-])(?:auth-url|auth-service|mirror-target|satisfy-url|error-page-url)$/;

function readAnnotations(resource: Resource): readonly ConfiguredText[] {
  // Few have any, and what is asked for here is in fewer still.
  const written = resource.fields.get('metadata').get('annotations').keys();
  if (!written.some((key) => URL_ANNOTATION.test(key))) return [];
  return [...resource.annotations].flatMap(([key, { value }]) =>
    URL_ANNOTATION.test(key) ? { ...readIn(resource, 'controller'), key, text: value } : [],
  );
}

function readIn(
  from: Resource,
  readBy: ConfiguredText['readBy'],
): Pick<ConfiguredText, 'from' | 'workload' | 'readBy'> {
  return { from, workload: undefined, readBy };
}
