import {
  beginsString,
  dereference,
  findKey,
  hasMergeKey,
  hasRepeatedKey,
  isNullScalar,
  kindOf,
  MISSING,
  nameOfKey,
  NODE_SIZE,
  nextOf,
  NodeKind,
  scalarValue,
  startOf,
  type NodeIndex,
  type SyntaxTree,
} from '../parse/index.ts';
import type { Schema } from './schema.ts';
import { WANTED } from './scalar-type.ts';

/**
 * Whether strict decoding certainly has nothing to say about a value. It makes no objects and words
 * no messages; whatever it does not know at a glance, it leaves to the decoder by saying no.
 */
export function isPlainlyDecodable(tree: SyntaxTree, node: NodeIndex, schema: Schema): boolean {
  return tree.tags.size === 0 && fits(tree, node, schema);
}

function fits(tree: SyntaxTree, written: NodeIndex, schema: Schema): boolean {
  const node = dereference(tree, written);
  const kind = kindOf(tree, node);
  const isScalar = kind !== NodeKind.Mapping && kind !== NodeKind.Sequence;
  if (schema.type === 'any' || (isScalar && isNullScalar(tree, node))) return true;
  if (schema.bounds !== undefined || schema.keys !== undefined) return false;
  switch (schema.type) {
    case 'object':
    case 'map':
      return kind === NodeKind.Mapping && mappingFits(tree, node, schema);
    case 'list':
      return kind === NodeKind.Sequence && listFits(tree, node, schema);
    default:
      return isScalar && scalarFits(tree, node, kind, schema);
  }
}

function mappingFits(tree: SyntaxTree, mapping: NodeIndex, schema: Schema): boolean {
  if (hasMergeKey(tree, mapping) || hasRepeatedKey(tree, mapping)) return false;
  const { fields, items } = schema;
  const end = nextOf(tree, mapping);
  for (let key = mapping + NODE_SIZE; key < end; key = nextOf(tree, nextOf(tree, key))) {
    const child = schema.type === 'map' ? items : fields?.get(nameOfKey(tree, key));
    if (child === undefined || !fits(tree, nextOf(tree, key), child)) return false;
  }
  return schema.required?.every((name) => isWritten(tree, mapping, name)) ?? true;
}

function isWritten(tree: SyntaxTree, mapping: NodeIndex, name: string): boolean {
  const key = findKey(tree, mapping, name);
  if (key === MISSING) return false;
  const value = dereference(tree, nextOf(tree, key));
  const kind = kindOf(tree, value);
  return kind === NodeKind.Mapping || kind === NodeKind.Sequence || !isNullScalar(tree, value);
}

function listFits(tree: SyntaxTree, list: NodeIndex, { items }: Schema): boolean {
  if (items === undefined) return false;
  const end = nextOf(tree, list);
  for (let item = list + NODE_SIZE; item < end; item = nextOf(tree, item)) {
    if (!fits(tree, item, items)) return false;
  }
  return true;
}

function scalarFits(tree: SyntaxTree, node: NodeIndex, kind: number, { type }: Schema): boolean {
  const isString =
    kind !== NodeKind.Plain || beginsString(tree.text.charCodeAt(startOf(tree, node)));
  if (isString && (type === 'string' || type === 'quantity' || type === 'int-or-string')) {
    return true;
  }
  return WANTED[type]?.takes(scalarValue(tree, node)) ?? false;
}
