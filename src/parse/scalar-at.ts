import { endOf, isCollection, NODE_SIZE, startOf, type SyntaxTree } from './tree.ts';
import type { Segment } from './split.ts';

/**
 * For each offset, ascending, the scalar that it lies in: what looks like a comment there is text. The
 * header line of a block scalar is none of its text.
 */
export function scalarsAt(
  tree: SyntaxTree,
  offsets: readonly number[],
): readonly (Segment | undefined)[] {
  const found: (Segment | undefined)[] = [];
  let node = 0;
  for (const offset of offsets) {
    while (node < tree.nodes.length && (isCollection(tree, node) || endOf(tree, node) <= offset)) {
      node += NODE_SIZE;
    }
    const isInside = node < tree.nodes.length && textStart(tree, node) <= offset;
    found.push(isInside ? { start: startOf(tree, node), end: endOf(tree, node) } : undefined);
  }
  return found;
}

function textStart(tree: SyntaxTree, node: number): number {
  const start = startOf(tree, node);
  if (!/[|>]/.test(tree.text.charAt(start))) return start;
  const newline = tree.text.indexOf('\n', start);
  return newline < 0 ? tree.text.length : newline;
}
