import type { Resource } from '../model/index.ts';
import { isPlaceholder, type Located } from '../parse/index.ts';
import type { Graph } from './graph.ts';

/** A Secret that an Ingress takes a certificate from, and that nothing in view makes. */
export interface MissingTlsSecret {
  readonly ingress: Resource;
  readonly secret: Located<string>;
}

/** cert-manager and its like make the Secret where they are asked to. */
const ISSUING = /(?:^|[./])(?:issuer|cluster-issuer|tls-acme|acme|certificate|cert-manager)/;

export function findMissingTlsSecrets(graph: Graph): readonly MissingTlsSecret[] {
  const asked = graph.ofKind('Ingress').flatMap((ingress) => {
    if (ingress.standing !== 'applied') return [];
    if ([...ingress.annotations.keys()].some((key) => ISSUING.test(key))) return [];
    return ingress.fields
      .get('spec')
      .get('tls')
      .items()
      .flatMap((entry) => entry.get('secretName').text() ?? [])
      .filter(({ value }) => value !== '' && !isPlaceholder(value))
      .map((secret) => ({ ingress, secret }));
  });
  if (asked.length === 0) return [];
  const made = new Set(graph.resources.flatMap(secretsOf));
  return asked.filter(({ secret }) => !made.has(secret.value));
}

/** The Secrets that an object is, or makes: of its own name, or of a name that it states. */
function secretsOf({ kind, name, fields }: Resource): readonly string[] {
  if (!/Secret|Certificate/.test(kind)) return [];
  const spec = fields.get('spec');
  const target = spec.get('target').get('name').text()?.value;
  const stated = spec.get('secretName').text()?.value;
  return [
    name.value,
    ...(target === undefined ? [] : [target]),
    ...(stated === undefined ? [] : [stated]),
  ];
}
