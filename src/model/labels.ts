import type { Field, Located } from '../parse/index.ts';

/** One `key: value` of a label map. Many are compared, few are reported: places are made then. */
export class Label {
  constructor(
    /** The value. */
    readonly text: string,
    private readonly name: string,
    private readonly field: Field,
  ) {}

  get key(): Located<string> {
    return this.field.keyAnchor().with(this.name);
  }

  get value(): Located<string> {
    return this.field.located(this.text);
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
  for (const { name, value } of field.entries()) {
    if (value.isCollection) continue;
    labels ??= new Map();
    labels.set(name, new Label(value.textValue() ?? '', name, value));
  }
  return labels ?? NO_LABELS;
}

/** `app=web,tier=front`, as kubectl prints labels. */
export function formatLabels(labels: Iterable<readonly [string, string]>): string {
  return [...labels].map(([key, value]) => `${key}=${value}`).join(',');
}
