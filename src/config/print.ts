import type { ScalarValue, Tree } from './tree.ts';

/** A value as YAML, each line with the place where it is said. Reads back as the same value. */
export function* printTree(name: string, tree: Tree, indent = ''): Generator<string> {
  yield* print(`${indent}${textOf(name)}:`, tree, `${indent}  `);
}

function* print(head: string, tree: Tree, indent: string): Generator<string> {
  if (tree.shape === 'scalar') {
    yield `${head} ${textOf(tree.value)}${origin(tree)}\n`;
  } else if (tree.shape === 'list') {
    if (tree.items.length === 0) yield `${head} []${origin(tree)}\n`;
    else yield `${head}\n`;
    for (const item of tree.items) yield* print(`${indent}-`, item, `${indent}  `);
  } else {
    if (tree.entries.size === 0) yield `${head} {}${origin(tree)}\n`;
    else yield `${head}\n`;
    for (const [name, { value }] of tree.entries) yield* printTree(name, value, indent);
  }
}

/** ` # .k8s-svc-lint.yaml:3:5`. */
export function origin({ at }: Pick<Tree, 'at'>): string {
  const { line, column } = at.range.start;
  return ` # ${at.document.file.path}:${line}:${column}`;
}

const PLAIN = /^[a-zA-Z][\w./-]*$/;
const TYPED = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'y', 'n']);

function textOf(value: ScalarValue): string {
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !TYPED.has(value.toLowerCase()) ? value : JSON.stringify(value);
}
