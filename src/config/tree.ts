import type { Field, Located } from '../parse/index.ts';
import { ConfigProblem, quote } from './problem.ts';

/** A value of a configuration that knows where it was written. */
export type Tree = Scalar | List | Mapping;

export type ScalarValue = string | number | boolean;

interface Scalar {
  readonly shape: 'scalar';
  readonly value: ScalarValue;
  readonly at: Located<unknown>;
}

interface List {
  readonly shape: 'list';
  readonly items: readonly Tree[];
  readonly at: Located<unknown>;
}

export interface Mapping {
  readonly shape: 'mapping';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly at: Located<unknown>;
}

export interface Entry {
  readonly key: Located<unknown>;
  readonly value: Tree;
}

/** More than anybody writes; aliases of aliases make more of a few lines. */
const MOST_VALUES = 50_000;
const DEEPEST = 50;

/** Reads a field with all that is in it. Throws a `ConfigProblem` for what is no plain data. */
export function readTree(root: Field): Mapping {
  let count = 0;
  const read = (field: Field, depth: number): Tree => {
    if (++count > MOST_VALUES || depth > DEEPEST) {
      throw ConfigProblem.at(field.anchor(), 'too much in here: aliases multiply what they mean');
    }
    const at = field.anchor();
    switch (field.shape) {
      case 'mapping':
        return readMapping(field, depth);
      case 'sequence':
        return { shape: 'list', items: field.items().map((it) => read(it, depth + 1)), at };
      default:
        return { shape: 'scalar', value: scalarOf(field), at };
    }
  };
  const readMapping = (field: Field, depth: number): Mapping => {
    const [repeated] = field.duplicateKeys();
    if (repeated !== undefined) {
      throw ConfigProblem.at(repeated.again, `the key ${quote(repeated.again.value)} stands twice`);
    }
    const entries = new Map<string, Entry>();
    for (const { key, value } of field.entries()) {
      // A key without a value says nothing: all below it is commented out.
      if (value.exists) entries.set(key.value, { key, value: read(value, depth + 1) });
    }
    return { shape: 'mapping', entries, at: field.anchor() };
  };
  if (root.shape === 'mapping') return readMapping(root, 0);
  if (!root.exists) return { shape: 'mapping', entries: new Map(), at: root.anchor() };
  throw ConfigProblem.at(root.anchor(), 'a configuration is a mapping: keys with values');
}

/** As YAML 1.2 has it: `off` and `yes` are words. `1.30` is a version, and not 1.3. */
function scalarOf(field: Field): ScalarValue {
  const value = field.value() ?? '';
  const text = field.text()?.value ?? '';
  const isPlain = typeof value === 'boolean' ? text === String(value) : Number.isInteger(value);
  return isPlain ? value : text;
}

/** The same without places. */
export function plainOf(tree: Tree): unknown {
  switch (tree.shape) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plainOf);
    case 'mapping':
      return Object.fromEntries(
        [...tree.entries].map(([name, { value }]) => [name, plainOf(value)]),
      );
  }
}

/** One over another: mappings are merged key by key, lists are joined, of other values the upper stays. */
export function mergeTrees(lower: Mapping, upper: Mapping): Mapping {
  const entries = new Map(lower.entries);
  for (const [name, { key, value }] of upper.entries) {
    const under = entries.get(name)?.value;
    entries.set(name, { key, value: under === undefined ? value : mergeValues(under, value) });
  }
  return { ...upper, entries };
}

function mergeValues(lower: Tree, upper: Tree): Tree {
  if (lower.shape === 'mapping' && upper.shape === 'mapping') return mergeTrees(lower, upper);
  if (lower.shape === 'list' && upper.shape === 'list') {
    return { ...upper, items: [...lower.items, ...upper.items] };
  }
  return upper;
}

/** The same without one of its keys. */
export function withoutKey(mapping: Mapping, name: string): Mapping {
  const entries = new Map(mapping.entries);
  entries.delete(name);
  return { ...mapping, entries };
}

/** A text of a configuration. */
export interface Text {
  readonly value: string;
  /** As it was written, where `value` is a path that was made of it. */
  readonly written: string;
  readonly at: Located<unknown>;
}

/** A text, or a list of texts. */
export function textsOf(tree: Tree | undefined): Text[] {
  if (tree === undefined || tree.shape === 'mapping') return [];
  if (tree.shape === 'list') return tree.items.flatMap(textsOf);
  return [
    {
      value: String(tree.value),
      written: tree.at.text.replace(/^(["'])(.*)\1$/, '$2'),
      at: tree.at,
    },
  ];
}
