import type { Document } from './document.ts';
import { Located } from './located.ts';
import { keyText, scalarValue, typePlain, type ScalarValue } from './scalar.ts';
import {
  dereference,
  endOf,
  kindOf,
  NODE_SIZE,
  nextOf,
  NodeKind,
  scalarEquals,
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
export interface FieldEntry<T = unknown> {
  readonly key: Located<string>;
  readonly value: Field<T>;
}

/** A field path, or the field whose path it is: it is put together when it is asked for. */
type PathOwner = string | { readonly path: string };

const MISSING: NodeIndex = -1;
const MERGE_KEY = '<<';

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
        return scalarValue(tree, node) === null ? 'null' : 'scalar';
    }
  }

  /** Written and not null. */
  get exists(): boolean {
    const shape = this.shape;
    return shape !== 'missing' && shape !== 'null';
  }

  /** The field of that name; of several, the last, as kubectl reads them (S-1016). */
  get<Name extends NameIn<T>>(name: Name): Field<ChildOf<T, Name>> {
    const tree = this.tree;
    if (this.node !== MISSING && tree !== undefined) {
      const found = findKey(tree, dereference(tree, this.node), name);
      if (found !== undefined) {
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
    for (const child of childrenOf(tree, node)) {
      items.push(new Field(this.document, child, this, items.length, undefined));
    }
    return items;
  }

  /** The entries of a mapping in order of writing, merge keys resolved, later duplicates winning. */
  entries(): FieldEntry<ChildOf<T, string>>[] {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return [];
    const byName = collectKeys(tree, dereference(tree, this.node));
    const entries: FieldEntry<ChildOf<T, string>>[] = [];
    for (const [name, keyNode] of byName) {
      const value = new Field<ChildOf<T, string>>(
        this.document,
        nextOf(tree, keyNode),
        this,
        name,
        keyNode,
      );
      entries.push({ key: this.at(keyNode, name, value), value });
    }
    return entries;
  }

  /** Keys that stand more than once in this mapping: each repetition with the first. */
  duplicateKeys(): { first: Located<string>; again: Located<string> }[] {
    const tree = this.tree;
    if (this.node === MISSING || tree === undefined) return [];
    const node = dereference(tree, this.node);
    if (kindOf(tree, node) !== NodeKind.Mapping) return [];
    const seen = new Map<string, NodeIndex>();
    const duplicates: { first: Located<string>; again: Located<string> }[] = [];
    for (const key of keysOf(tree, node)) {
      const name = keyText(tree, key);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, key);
      else if (name !== MERGE_KEY) {
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
    const kind = kindOf(tree, node);
    if (kind === NodeKind.Mapping || kind === NodeKind.Sequence) return undefined;
    return scalarValue(tree, node);
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
    const tree = this.tree;
    if (tree === undefined) return undefined;
    const value = this.value();
    if (value === undefined || value === null) return undefined;
    return this.located(scalarText(tree, dereference(tree, this.node)));
  }

  /**
   * The place of this field's value, carrying `value`. For an alias it is the alias; for what lies
   * inside an aliased mapping, the text at the anchor. For mappings, sequences, empty and missing
   * values it is the nearest text that exists: see `anchor`.
   */
  located<V>(value: V): Located<V> {
    return this.anchor().with(value);
  }

  /** The place to point at when this field as a whole is meant. */
  anchor(): Located<undefined> {
    return this.anchorFor(this);
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

  private anchorFor(owner: PathOwner): Located<undefined> {
    const tree = this.tree;
    if (tree === undefined || this.node === MISSING) {
      const { start } = this.document;
      return (
        this.parent?.anchorFor(owner) ?? new Located(undefined, this.document, start, start, owner)
      );
    }
    const kind = kindOf(tree, this.node);
    const isCollection = kind === NodeKind.Mapping || kind === NodeKind.Sequence;
    if (!isCollection && kind !== NodeKind.Empty) return this.at(this.node, undefined, owner);
    if (this.keyNode !== undefined) return this.at(this.keyNode, undefined, owner);
    if (isCollection) return this.at(firstWritten(tree, this.node) ?? this.node, undefined, owner);
    return this.parent?.anchorFor(owner) ?? this.at(this.node, undefined, owner);
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

/** The first scalar or alias with text of its own inside a collection. */
function firstWritten(tree: SyntaxTree, collection: NodeIndex): NodeIndex | undefined {
  const end = nextOf(tree, collection);
  for (let node = collection + NODE_SIZE; node < end; node += NODE_SIZE) {
    const kind = kindOf(tree, node);
    const isWritten =
      kind !== NodeKind.Mapping && kind !== NodeKind.Sequence && kind !== NodeKind.Empty;
    if (isWritten) return node;
  }
  return undefined;
}

function* childrenOf(tree: SyntaxTree, node: NodeIndex): Generator<NodeIndex> {
  const end = nextOf(tree, node);
  for (let child = node + NODE_SIZE; child < end; child = nextOf(tree, child)) yield child;
}

function* keysOf(tree: SyntaxTree, node: NodeIndex): Generator<NodeIndex> {
  const end = nextOf(tree, node);
  for (let key = node + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) yield key;
}

function isMergeKey(tree: SyntaxTree, key: NodeIndex): boolean {
  return kindOf(tree, key) === NodeKind.Plain && scalarEquals(tree, key, MERGE_KEY);
}

/** Names that a plain key may have without being spelt so: `on` is `true`, `010` is `8` (S-1004). */
const TYPED_NAME = /^(?:true$|false$|null$|[-.0-9])/;

function keyMatches(tree: SyntaxTree, key: NodeIndex, name: string, isTyped: boolean): boolean {
  const node = dereference(tree, key);
  if (isTyped) return keyText(tree, node) === name;
  if (!scalarEquals(tree, node, name)) return false;
  // Plain `on` is no key `on`.
  return kindOf(tree, node) !== NodeKind.Plain || typeof typePlain(name) === 'string';
}

function findKey(tree: SyntaxTree, mapping: NodeIndex, name: string): NodeIndex | undefined {
  if (kindOf(tree, mapping) !== NodeKind.Mapping) return undefined;
  const isTyped = TYPED_NAME.test(name);
  const own = findOwnKey(tree, mapping, name, isTyped);
  if (own !== undefined || !hasMergeKey(tree, mapping)) return own;
  for (const merged of withMerged(tree, mapping)) {
    const found = findOwnKey(tree, merged, name, isTyped);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findOwnKey(
  tree: SyntaxTree,
  mapping: NodeIndex,
  name: string,
  isTyped: boolean,
): NodeIndex | undefined {
  let found: NodeIndex | undefined;
  const end = nextOf(tree, mapping);
  for (let key = mapping + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) {
    if (keyMatches(tree, key, name, isTyped)) found = key;
  }
  return found;
}

function hasMergeKey(tree: SyntaxTree, mapping: NodeIndex): boolean {
  const end = nextOf(tree, mapping);
  for (let key = mapping + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) {
    if (isMergeKey(tree, key)) return true;
  }
  return false;
}

function collectKeys(tree: SyntaxTree, mapping: NodeIndex): Map<string, NodeIndex> {
  const found = new Map<string, NodeIndex>();
  for (const node of withMerged(tree, mapping)) {
    const own = new Map<string, NodeIndex>();
    for (const key of keysOf(tree, node)) {
      if (!isMergeKey(tree, key)) own.set(keyText(tree, dereference(tree, key)), key);
    }
    for (const [name, key] of own) if (!found.has(name)) found.set(name, key);
  }
  return found;
}

/**
 * The mapping itself and the mappings that `<<` brings in, each once, the strongest first: what is
 * written wins over what is merged, and in a list the earlier wins (S-1015).
 */
function* withMerged(tree: SyntaxTree, node: NodeIndex): Generator<NodeIndex> {
  if (kindOf(tree, node) !== NodeKind.Mapping) return;
  yield node;
  const pending = [...mergedMappings(tree, node)].reverse();
  if (pending.length === 0) return;
  const visited = new Set([node]);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (visited.has(next)) continue;
    visited.add(next);
    yield next;
    pending.push(...[...mergedMappings(tree, next)].reverse());
  }
}

/** The mappings that the `<<` of this mapping name directly. */
function* mergedMappings(tree: SyntaxTree, node: NodeIndex): Generator<NodeIndex> {
  for (const key of keysOf(tree, node)) {
    if (!isMergeKey(tree, key)) continue;
    const value = dereference(tree, nextOf(tree, key));
    if (kindOf(tree, value) === NodeKind.Mapping) yield value;
    else if (kindOf(tree, value) === NodeKind.Sequence) {
      for (const item of childrenOf(tree, value)) {
        const merged = dereference(tree, item);
        if (kindOf(tree, merged) === NodeKind.Mapping) yield merged;
      }
    }
  }
}
