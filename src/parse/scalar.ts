import { typePlain, type ScalarValue } from './scalar-type.ts';
import {
  endOf,
  kindOf,
  NodeKind,
  scalarText,
  startOf,
  type NodeIndex,
  type SyntaxTree,
} from './tree.ts';

const CORE_TAG = 'tag:yaml.org,2002:';

/** The value of a scalar as Kubernetes reads it. */
export function scalarValue(tree: SyntaxTree, node: NodeIndex): ScalarValue {
  const tag = tree.tags.get(node);
  if (tag === `${CORE_TAG}str` || tag === `${CORE_TAG}binary`) return scalarText(tree, node);
  if (kindOf(tree, node) === NodeKind.Empty) return tag === '!' ? '' : null;
  if (kindOf(tree, node) !== NodeKind.Plain && tag === undefined) return scalarText(tree, node);
  return typePlain(scalarText(tree, node));
}

/** Whether a scalar is null: most are not, and their first character tells. */
export function isNullScalar(tree: SyntaxTree, node: NodeIndex): boolean {
  if (tree.tags.size > 0) return scalarValue(tree, node) === null;
  const kind = kindOf(tree, node);
  if (kind !== NodeKind.Plain) return kind === NodeKind.Empty;
  const length = endOf(tree, node) - startOf(tree, node);
  return (length === 4 || length === 1) && typePlain(scalarText(tree, node)) === null;
}

/** A mapping key as the JSON that reaches the API server spells it (S-1004). */
export function keyText(tree: SyntaxTree, node: NodeIndex): string {
  if (kindOf(tree, node) !== NodeKind.Plain && !tree.tags.has(node)) return scalarText(tree, node);
  const value = scalarValue(tree, node);
  if (typeof value === 'string') return value;
  return value === null ? 'null' : String(value);
}
