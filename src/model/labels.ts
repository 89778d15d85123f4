import type { Field, FieldEntry, Located } from '../parse/index.ts';

/** One `key: value` of a label map, both with their places. */
export class Label {
  constructor(
    private readonly entry: FieldEntry,
    readonly value: Located<string>,
  ) {}

  get key(): Located<string> {
    return this.entry.key;
  }
}

/** Labels or annotations by key, in order of writing. */
export type Labels = ReadonlyMap<string, Label>;

const NO_LABELS: Labels = new Map();

/**
 * Reads a map of strings. A value that is no string is refused by the API server (S-1002) but its
 * text is what the author meant; a null is the empty string (S-107).
 */
export function readLabels(field: Field<Readonly<Record<string, string>> | undefined>): Labels {
  let labels: Map<string, Label> | undefined;
  for (const entry of field.entries()) {
    const { value } = entry;
    if (value.isCollection) continue;
    labels ??= new Map();
    labels.set(entry.name, new Label(entry, value.text() ?? value.located('')));
  }
  return labels ?? NO_LABELS;
}

/** `app=web,tier=front`, as kubectl prints labels. */
export function formatLabels(labels: Iterable<readonly [string, string]>): string {
  return [...labels].map(([key, value]) => `${key}=${value}`).join(',');
}
