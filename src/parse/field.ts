import type { Document } from './document.ts';
import { Located } from './located.ts';
import {
  findKey,
  firstWritten,
  hasRepeatedKey,
  keysIn,
  MISSING,
  nameOfKey,
  writtenKeys,
} from './mapping.ts';
import type { ScalarValue } from './scalar-type.ts';
import { isNullScalar, scalarValue } from './scalar.ts';
import {
  dereference,
  endOf,
  isCollection,
  kindOf,
  NODE_SIZE,
  nextOf,
  NodeKind,
  scalarText,
  startOf,
  type NodeIndex,
  type SyntaxTree,
} from './tree.ts';

/** The names that may be asked of a `T`: all where nothing is known of it. */
type NameIn<T> = unknown extends T ? string : keyof NonNullable<T> & string;
type ChildOf<T, Name> = unknown extends T
  ? unknown
  : Name extends keyof NonNullable<T>
    ? NonNullable<T>[Name]
    : never;
type ItemOf<T> = unknown extends T
  ? unknown
  : NonNullable<T> extends readonly (infer Item)[]
    ? Item
    : never;

export type FieldShape = 'missing' | 'null' | 'scalar' | 'mapping' | 'sequence';

/** A key of a mapping with its value. */
export class FieldEntry<T = unknown> {
  constructor(
    readonly name: string,
    readonly value: Field<T>,
  ) {}

  get key(): Located<string> {
    return this.value.keyAnchor().with(this.name);
  }
}

/** A field path, or the field whose path it is: it is put together when it is asked for. */
type PathOwner = string | { readonly path: string };

/**
 * A cursor over a parsed document. Asking for what is not there gives a missing field that still
 * knows its path and the nearest text that exists, so that its absence can be reported.
 *
 * `T` is the Kubernetes type of the place (from `kubernetes-types`): a misspelt field name does not
 * compile. `Field<unknown>` takes any name.
 */
export class Field<T = unknown> {
  constructor(
    readonly document: Document,
    private readonly node: NodeIndex,
    private readonly parent: Field | undefined,
    private readonly segment: string | number,
    private readonly keyNode: NodeIndex | undefined,
  ) {}

  private get tree(): SyntaxTree | undefined {
    return this.document.tree;
  }

  /** `spec.ports[0].targetPort`; keys that are no identifiers stand in brackets. */
  get path(): string {
    if (this.parent === undefined) return '';
    return joinPath(this.parent.path, this.segment);
  }

  get shape(): FieldShape {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return 'missing';
    const node = dereference(tree, this.node);
    switch (kindOf(tree, node)) {
      case NodeKind.Mapping:
        return 'mapping';
      case NodeKind.Sequence:
        return 'sequence';
      default:
        return isNullScalar(tree, node) ? 'null' : 'scalar';
    }
  }

  /** Whether a mapping or a sequence stands here. */
  get isCollection(): boolean {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return false;
    return isCollection(tree, dereference(tree, this.node));
  }

  /** Written and not null. */
  get exists(): boolean {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return false;
    const node = dereference(tree, this.node);
    return isCollection(tree, node) || !isNullScalar(tree, node);
  }

  /** The field of that name; of several, the last, as kubectl reads them (S-1016). */
  get<Name extends NameIn<T>>(name: Name): Field<ChildOf<T, Name>> {
    const tree = this.tree;
    if (this.node !== MISSING && tree !== undefined) {
      const found = findKey(tree, dereference(tree, this.node), name);
      if (found !== MISSING) {
        return new Field(this.document, nextOf(tree, found), this, name, found);
      }
    }
    return new Field(this.document, MISSING, this, name, undefined);
  }

  /** The items of a sequence; none for anything else. */
  items(): Field<ItemOf<T>>[] {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return [];
    const node = dereference(tree, this.node);
    if (kindOf(tree, node) !== NodeKind.Sequence) return [];
    const items: Field<ItemOf<T>>[] = [];
    const end = nextOf(tree, node);
    for (let child = node + NODE_SIZE; child < end; child = nextOf(tree, child)) {
      items.push(new Field(this.document, child, this, items.length, undefined));
    }
    return items;
  }

  /** The entries of a mapping in order of writing, merge keys resolved, later duplicates winning. */
  entries(): FieldEntry<ChildOf<T, string>>[] {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return [];
    const entries: FieldEntry<ChildOf<T, string>>[] = [];
    for (const key of keysIn(tree, dereference(tree, this.node))) {
      const name = nameOfKey(tree, key);
      const child = nextOf(tree, key);
      const value = new Field<ChildOf<T, string>>(this.document, child, this, name, key);
      entries.push(new FieldEntry(name, value));
    }
    return entries;
  }

  /** The names of a mapping's keys in order of writing, merge keys resolved. */
  keys(): string[] {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return [];
    const names: string[] = [];
    for (const key of keysIn(tree, dereference(tree, this.node))) names.push(nameOfKey(tree, key));
    return names;
  }

  /** Hands the syntax of what is written here to `check`, which may walk it without making fields. */
  holds(check: (tree: SyntaxTree, node: NodeIndex) => boolean): boolean {
    const tree = this.tree;
    return this.node !== MISSING && tree !== undefined && check(tree, this.node);
  }

  /** Keys that stand more than once in this mapping: each repetition with the first. */
  duplicateKeys(): { first: Located<string>; again: Located<string> }[] {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return [];
    const node = dereference(tree, this.node);
    if (!hasRepeatedKey(tree, node)) return [];
    const seen = new Map<string, NodeIndex>();
    const duplicates: { first: Located<string>; again: Located<string> }[] = [];
    for (const key of writtenKeys(tree, node)) {
      const name = nameOfKey(tree, key);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, key);
      else {
        const path = joinPath(this.path, name);
        duplicates.push({ first: this.at(first, name, path), again: this.at(key, name, path) });
      }
    }
    return duplicates;
  }

  /** The scalar as Kubernetes reads it; undefined for mappings, sequences and missing fields. */
  value(): ScalarValue | undefined {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return undefined;
    const node = dereference(tree, this.node);
    return isCollection(tree, node) ? undefined : scalarValue(tree, node);
  }

  /** A string; undefined where Kubernetes reads anything else. */
  string(): Located<string> | undefined {
    const value = this.value();
    return typeof value === 'string' ? this.located(value) : undefined;
  }

  number(): Located<number> | undefined {
    const value = this.value();
    return typeof value === 'number' ? this.located(value) : undefined;
  }

  boolean(): Located<boolean> | undefined {
    const value = this.value();
    return typeof value === 'boolean' ? this.located(value) : undefined;
  }

  /** What Kubernetes calls IntOrString. */
  intOrString(): Located<number | string> | undefined {
    const value = this.value();
    return typeof value === 'number' || typeof value === 'string' ? this.located(value) : undefined;
  }

  /** Any scalar as the text that was meant: for names in fields that want strings. */
  text(): Located<string> | undefined {
    const text = this.textValue();
    return text === undefined ? undefined : this.located(text);
  }

  /** The same without its place. */
  textValue(): string | undefined {
    const tree = this.tree;
    const value = this.value();
    if (tree === undefined || value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : scalarText(tree, dereference(tree, this.node));
  }

  /**
   * The place of this field's value, carrying `value`. For an alias it is the alias; for what lies
   * inside an aliased mapping, the text at the anchor. For mappings, sequences, empty and missing
   * values it is the nearest text that exists: see `anchor`.
   */
  located<V>(value: V): Located<V> {
    return this.anchorFor(this, value);
  }

  /** The place to point at when this field as a whole is meant. */
  anchor(): Located<undefined> {
    return this.anchorFor(this, undefined);
  }

  /** The key of this field; its value's place where it has none. */
  keyAnchor(): Located<undefined> {
    return this.keyNode === undefined ? this.anchor() : this.at(this.keyNode, undefined, this);
  }

  /** Start and end of the whole value, mapping and sequence included; undefined when missing. */
  extent(): { readonly start: number; readonly end: number } | undefined {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return undefined;
    const node = dereference(tree, this.node);
    return { start: startOf(tree, node), end: endOf(tree, node) };
  }

  /** Whether the scalar is written in quotes or as a block: certainly meant as a string. */
  get isQuoted(): boolean {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return false;
    const kind = kindOf(tree, dereference(tree, this.node));
    return (
      kind === NodeKind.DoubleQuoted || kind === NodeKind.SingleQuoted || kind === NodeKind.Block
    );
  }

  private anchorFor<V>(owner: PathOwner, value: V): Located<V> {
    const tree = this.tree;
    if (tree === undefined || this.node === MISSING) {
      const { start } = this.document;
      return (
        this.parent?.anchorFor(owner, value) ??
        new Located(value, this.document, start, start, owner)
      );
    }
    const isWhole = isCollection(tree, this.node);
    if (!isWhole && kindOf(tree, this.node) !== NodeKind.Empty) {
      return this.at(this.node, value, owner);
    }
    if (this.keyNode !== undefined) return this.at(this.keyNode, value, owner);
    if (isWhole) return this.at(firstWritten(tree, this.node) ?? this.node, value, owner);
    return this.parent?.anchorFor(owner, value) ?? this.at(this.node, value, owner);
  }

  private at<V>(node: NodeIndex, value: V, owner: PathOwner): Located<V> {
    const { tree, start } = this.document;
    return tree === undefined
      ? new Located(value, this.document, start, start, owner)
      : new Located(value, this.document, startOf(tree, node), endOf(tree, node), owner);
  }
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Kubernetes field path syntax: `.name`, `[0]`, `[app.kubernetes.io/name]`. */
export function joinPath(parent: string, segment: string | number): string {
  if (typeof segment === 'number') return `${parent}[${segment}]`;
  if (!IDENTIFIER.test(segment)) return `${parent}[${segment}]`;
  return parent === '' ? segment : `${parent}.${segment}`;
}
