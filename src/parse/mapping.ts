import { keyNames, MERGE_KEY, UNNUMBERED } from './key-names.ts';
import { keyText } from './scalar.ts';
import {
  dereference,
  isCollection,
  keyNumberOf,
  kindOf,
  NODE_SIZE,
  nextOf,
  NodeKind,
  type NodeIndex,
  type SyntaxTree,
} from './tree.ts';

/** The place of a node that is not there. */
export const MISSING: NodeIndex = -1;

/** The key of that name in a mapping, merged ones included; of several, the last (S-1016). */
export function findKey(tree: SyntaxTree, mapping: NodeIndex, name: string): NodeIndex {
  if (kindOf(tree, mapping) !== NodeKind.Mapping) return MISSING;
  const number = keyNames.find(name);
  const own = findOwnKey(tree, mapping, name, number);
  if (own !== MISSING || !hasMergeKey(tree, mapping)) return own;
  for (const merged of withMerged(tree, mapping)) {
    const found = findOwnKey(tree, merged, name, number);
    if (found !== MISSING) return found;
  }
  return MISSING;
}

function findOwnKey(tree: SyntaxTree, mapping: NodeIndex, name: string, number: number): NodeIndex {
  let found = MISSING;
  const end = nextOf(tree, mapping);
  for (let key = mapping + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) {
    const its = keyNumberOf(tree, key);
    if (its === UNNUMBERED ? nameOfKey(tree, key) === name : its === number) found = key;
  }
  return found;
}

/** The name of a key as the API server reads it. */
export function nameOfKey(tree: SyntaxTree, key: NodeIndex): string {
  const number = keyNumberOf(tree, key);
  return number === UNNUMBERED ? keyText(tree, dereference(tree, key)) : keyNames.nameOf(number);
}

/** Whether two keys of the mapping itself have one name. */
export function hasRepeatedKey(tree: SyntaxTree, mapping: NodeIndex): boolean {
  if (kindOf(tree, mapping) !== NodeKind.Mapping) return false;
  const end = nextOf(tree, mapping);
  const stamp = nextStamp();
  let names: Set<string> | undefined;
  for (let key = mapping + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) {
    const number = keyNumberOf(tree, key);
    if (number === MERGE_KEY) continue;
    if (number === UNNUMBERED) {
      names ??= new Set();
      const { size } = names;
      if (names.add(nameOfKey(tree, key)).size === size) return true;
    } else if (stamps[number] === stamp) return true;
    else stamps[number] = stamp;
  }
  return false;
}

/** For each number of a name the mapping that had it last: a set that is empty at no cost. */
let stamps = new Int32Array(1024);
let lastStamp = 0;

function nextStamp(): number {
  if (keyNames.length > stamps.length) {
    stamps = new Int32Array(keyNames.length * 2);
    lastStamp = 0;
  }
  // Once in two billion mappings.
  if (lastStamp === 0x7fffffff) {
    stamps.fill(0);
    lastStamp = 0;
  }
  return ++lastStamp;
}

/** The keys of the mapping itself in order of writing, `<<` left out. */
export function writtenKeys(tree: SyntaxTree, mapping: NodeIndex): NodeIndex[] {
  const keys: NodeIndex[] = [];
  const end = nextOf(tree, mapping);
  for (let key = mapping + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) {
    if (keyNumberOf(tree, key) !== MERGE_KEY) keys.push(key);
  }
  return keys;
}

/** The keys of a mapping, those that `<<` brings in too; each name once, the later duplicate wins. */
export function keysIn(tree: SyntaxTree, mapping: NodeIndex): Iterable<NodeIndex> {
  if (kindOf(tree, mapping) !== NodeKind.Mapping) return [];
  if (!hasMergeKey(tree, mapping) && !hasRepeatedKey(tree, mapping)) {
    return writtenKeys(tree, mapping);
  }
  const found = new Map<string, NodeIndex>();
  for (const node of withMerged(tree, mapping)) {
    const own = new Map<string, NodeIndex>();
    for (const key of writtenKeys(tree, node)) own.set(nameOfKey(tree, key), key);
    for (const [name, key] of own) if (!found.has(name)) found.set(name, key);
  }
  return found.values();
}

export function hasMergeKey(tree: SyntaxTree, mapping: NodeIndex): boolean {
  const end = nextOf(tree, mapping);
  for (let key = mapping + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) {
    if (keyNumberOf(tree, key) === MERGE_KEY) return true;
  }
  return false;
}

/**
 * The mapping itself and the mappings that `<<` brings in, each once, the strongest first: what is
 * written wins over what is merged, and in a list the earlier wins (S-1015).
 */
function* withMerged(tree: SyntaxTree, node: NodeIndex): Generator<NodeIndex> {
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
  const end = nextOf(tree, node);
  for (let key = node + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) {
    if (keyNumberOf(tree, key) !== MERGE_KEY) continue;
    const value = dereference(tree, nextOf(tree, key));
    if (kindOf(tree, value) === NodeKind.Mapping) yield value;
    else if (kindOf(tree, value) === NodeKind.Sequence) yield* mappingsIn(tree, value);
  }
}

function* mappingsIn(tree: SyntaxTree, sequence: NodeIndex): Generator<NodeIndex> {
  const end = nextOf(tree, sequence);
  for (let item = sequence + NODE_SIZE; item < end; item = nextOf(tree, item)) {
    const merged = dereference(tree, item);
    if (kindOf(tree, merged) === NodeKind.Mapping) yield merged;
  }
}

/** The first scalar or alias with text of its own inside a collection. */
export function firstWritten(tree: SyntaxTree, collection: NodeIndex): NodeIndex | undefined {
  const end = nextOf(tree, collection);
  for (let node = collection + NODE_SIZE; node < end; node += NODE_SIZE) {
    if (!isCollection(tree, node) && kindOf(tree, node) !== NodeKind.Empty) return node;
  }
  return undefined;
}
