import {
  parseManifest,
  type Document,
  type Field,
  type ParseOptions,
} from '../../src/parse/index.ts';
import type { SourceRange } from '../../src/source/range.ts';
import { SourceFile } from '../../src/source/source-file.ts';

export function parse(text: string, options?: ParseOptions): Document[] {
  return parseManifest(new SourceFile('shop.yaml', text), options);
}

/** The root of the first document. */
export function root(text: string): Field {
  const [document] = parse(text);
  if (document === undefined) throw new Error('no document');
  return document.root;
}

/** `line:column-line:column`, as reports write it. */
export function place(located: { readonly range: SourceRange }): string {
  const { start, end } = located.range;
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

/** The field at a path of names and indexes. */
export function at(field: Field, ...path: (string | number)[]): Field {
  let here = field;
  for (const segment of path) {
    here =
      typeof segment === 'number'
        ? (here.items()[segment] ?? here.get('no such item'))
        : here.get(segment);
  }
  return here;
}

/** What Kubernetes would see, as plain data. */
export function plain(field: Field): unknown {
  switch (field.shape) {
    case 'mapping':
      return Object.fromEntries(field.entries().map(({ key, value }) => [key.value, plain(value)]));
    case 'sequence':
      return field.items().map(plain);
    default:
      return field.value();
  }
}
