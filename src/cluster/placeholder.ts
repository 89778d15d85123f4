import type { Resource } from '../model/index.ts';
import { isPlaceholder, type Field } from '../parse/index.ts';

/** Fields whose text or number the server checks: no placeholder passes there as it stands. */
const STRICT_FIELDS: ReadonlySet<string> = new Set(
  'name namespace port targetPort nodePort containerPort hostPort number protocol replicas type clusterIP externalName host hostname subdomain serviceName parallelism completions publishNotReadyAddresses hostNetwork'.split(
    ' ',
  ),
);

/** Maps whose values are labels. */
const LABEL_MAPS: ReadonlySet<string> = new Set(['labels', 'selector', 'matchLabels']);

/** Text of the program's own, which may say anything. */
const FREE_TEXT: ReadonlySet<string> = new Set(
  'annotations env envFrom args command data stringData volumes volumeMounts'.split(' '),
);

const DEEPEST = 32;

/**
 * A placeholder that still stands where the server wants a name, a number or a label: until something
 * fills it in, the object is refused (recorded in 325). Linting has no verdict on such an object.
 */
export function findPlaceholder({ document, fields }: Resource): string | undefined {
  const { file, start, end } = document;
  if (!isPlaceholder(file.text.slice(start, end))) return undefined;
  return search(fields, '', false, 0);
}

function search(field: Field, name: string, isLabel: boolean, depth: number): string | undefined {
  if (depth > DEEPEST) return undefined;
  if (field.shape === 'scalar') {
    const value = field.value();
    const isChecked = isLabel || STRICT_FIELDS.has(name);
    return isChecked && typeof value === 'string' && isPlaceholder(value) ? value : undefined;
  }
  for (const item of field.items()) {
    const found = search(item, name, false, depth + 1);
    if (found !== undefined) return found;
  }
  for (const { key, value } of field.entries()) {
    if (FREE_TEXT.has(key.value)) continue;
    const found = search(value, key.value, LABEL_MAPS.has(name), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
