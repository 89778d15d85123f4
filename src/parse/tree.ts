import { decodeBlockScalar } from './scan/block-scalar.ts';

/**
 * The syntax tree of one document, whoever parsed it.
 *
 * Nodes live in one flat array, four numbers each: kind, start, end, next. A mapping is followed by
 * key, value, key, value …, a sequence by its items; `next` is the index just after the node and all
 * it contains. Behind the kind of a key stands the number of its name (`key-names.ts`). Offsets are UTF-16 offsets into the file's text. An alias has no children: `targets`
 * says which node it stands for. This form is cheap to make (no object per node) and says nothing
 * about the library that made it.
 */
export interface SyntaxTree {
  readonly text: string;
  readonly nodes: ArrayLike<number>;
  /**
   * Decoded text of scalars whose text is not simply their slice: escapes, folding. That of a block
   * scalar may be missing: many are long, and few are read.
   */
  readonly decoded: ReadonlyMap<number, string>;
  /** Alias node → the node it stands for. */
  readonly targets: ReadonlyMap<number, number>;
  /** Node → explicit tag, such as `tag:yaml.org,2002:str`. */
  readonly tags: ReadonlyMap<number, string>;
}

export type NodeIndex = number;

export const NodeKind = {
  Mapping: 1,
  Sequence: 2,
  Plain: 3,
  DoubleQuoted: 4,
  SingleQuoted: 5,
  Block: 6,
  /** No text at all: `key:` */
  Empty: 7,
  Alias: 8,
} as const;

/** Numbers per node in `SyntaxTree.nodes`. */
export const NODE_SIZE = 4;

const KIND_BITS = 4;
const KIND_MASK = (1 << KIND_BITS) - 1;

export function kindOf(tree: SyntaxTree, node: NodeIndex): number {
  return (tree.nodes[node] ?? NodeKind.Empty) & KIND_MASK;
}

export function isCollection(tree: SyntaxTree, node: NodeIndex): boolean {
  const kind = kindOf(tree, node);
  return kind === NodeKind.Mapping || kind === NodeKind.Sequence;
}

/** The number of a key's name. */
export function keyNumberOf(tree: SyntaxTree, key: NodeIndex): number {
  return (tree.nodes[key] ?? 0) >> KIND_BITS;
}

/** The first of the four numbers of a key. */
export function packKey(kind: number, keyNumber: number): number {
  return kind | (keyNumber << KIND_BITS);
}

/** The kind alone of the first of a node's four numbers. */
export function unpackKind(packed: number): number {
  return packed & KIND_MASK;
}

export function startOf(tree: SyntaxTree, node: NodeIndex): number {
  return tree.nodes[node + 1] ?? 0;
}

export function endOf(tree: SyntaxTree, node: NodeIndex): number {
  return tree.nodes[node + 2] ?? 0;
}

export function nextOf(tree: SyntaxTree, node: NodeIndex): NodeIndex {
  return tree.nodes[node + 3] ?? node + NODE_SIZE;
}

/** The node itself, or what it stands for when it is an alias. */
export function dereference(tree: SyntaxTree, node: NodeIndex): NodeIndex {
  return kindOf(tree, node) === NodeKind.Alias ? (tree.targets.get(node) ?? node) : node;
}

/** The text of a scalar after unquoting, unescaping and folding; before any typing. */
export function scalarText(tree: SyntaxTree, node: NodeIndex): string {
  const decoded = tree.decoded.get(node);
  if (decoded !== undefined) return decoded;
  const start = startOf(tree, node);
  const end = endOf(tree, node);
  switch (kindOf(tree, node)) {
    case NodeKind.DoubleQuoted:
    case NodeKind.SingleQuoted:
      return tree.text.slice(start + 1, end - 1);
    case NodeKind.Empty:
      return '';
    case NodeKind.Block:
      return decodeBlockScalar(tree.text, start, end);
    default:
      return tree.text.slice(start, end);
  }
}

/** Whether two scalars hold the same text; compares in place where it can. */
export function scalarEquals(tree: SyntaxTree, node: NodeIndex, expected: string): boolean {
  if (tree.decoded.has(node)) return tree.decoded.get(node) === expected;
  const kind = kindOf(tree, node);
  const quoted = kind === NodeKind.DoubleQuoted || kind === NodeKind.SingleQuoted ? 1 : 0;
  const start = startOf(tree, node) + quoted;
  const length = endOf(tree, node) - quoted - start;
  return length === expected.length && tree.text.startsWith(expected, start);
}
