import type { Field, Located } from '../parse/index.ts';

/** One `key: value` of a label map, both with their places. */
export interface Label {
  readonly key: Located<string>;
  readonly value: Located<string>;
}

/** Labels or annotations by key, in order of writing. */
export type Labels = ReadonlyMap<string, Label>;

/**
 * Reads a map of strings. A value that is no string is refused by the API server (S-1002) but its
 * text is what the author meant; a null is the empty string (S-107).
 */
export function readLabels(field: Field<Readonly<Record<string, string>> | undefined>): Labels {
  const labels = new Map<string, Label>();
  for (const { key, value } of field.entries()) {
    if (value.shape === 'mapping' || value.shape === 'sequence') continue;
    labels.set(key.value, { key, value: value.text() ?? value.located('') });
  }
  return labels;
}

/** `app=web,tier=front`, as kubectl prints labels. */
export function formatLabels(labels: Iterable<readonly [string, string]>): string {
  return [...labels].map(([key, value]) => `${key}=${value}`).join(',');
}
