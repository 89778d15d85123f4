import { Scanner } from '../../src/parse/scan/scanner.ts';
import { hasContent, splitDocuments } from '../../src/parse/split.ts';
import {
  endOf,
  kindOf,
  NODE_SIZE,
  NodeKind,
  nextOf,
  scalarText,
  startOf,
  type SyntaxTree,
} from '../../src/parse/tree.ts';
import { parseYaml } from '../../src/parse/yaml-tree.ts';

const KIND_NAMES = Object.keys(NodeKind);

/** A node in full: what it is, where it lies, what it says. */
function describe(tree: SyntaxTree, node: number): string {
  const kind = kindOf(tree, node);
  const isCollection = kind === NodeKind.Mapping || kind === NodeKind.Sequence;
  const says = isCollection
    ? `until ${nextOf(tree, node)}`
    : JSON.stringify(scalarText(tree, node));
  const target = tree.targets.get(node);
  const stands = target === undefined ? '' : ` for ${target}`;
  const tag = tree.tags.get(node);
  const tagged = tag === undefined ? '' : ` ${tag}`;
  return `${KIND_NAMES[kind - 1] ?? kind} ${startOf(tree, node)}-${endOf(tree, node)}${tagged}${stands} ${says}`;
}

function firstDifference(
  scanned: SyntaxTree,
  authority: SyntaxTree | undefined,
): string | undefined {
  if (authority === undefined) return 'yaml finds nothing';
  const length = Math.max(scanned.nodes.length, authority.nodes.length);
  for (let node = 0; node < length; node += NODE_SIZE) {
    const ours = node < scanned.nodes.length ? describe(scanned, node) : 'nothing';
    const theirs = node < authority.nodes.length ? describe(authority, node) : 'nothing';
    if (ours !== theirs) return `node ${node}: scanner ${ours}, yaml ${theirs}`;
  }
  return undefined;
}

export interface Comparison {
  documents: number;
  accepted: number;
  /** Accepted although `yaml` refuses, because lines are indented less than YAML 1.2 wants. */
  lenient: number;
  nodes: number;
  readonly refused: Map<string, number>;
  readonly differences: string[];
}

export function newComparison(): Comparison {
  return { documents: 0, accepted: 0, lenient: 0, nodes: 0, refused: new Map(), differences: [] };
}

const scanner = new Scanner();

/** Reads every document of a text with the scanner and, where it accepts, with `yaml`. */
export function compare(name: string, source: string, into: Comparison): void {
  const text = source.replace(/\r(?!\n)/g, '\n');
  for (const { start, end } of splitDocuments(text)) {
    if (!hasContent(text, text.startsWith('---', start) ? start + 3 : start, end)) continue;
    into.documents++;
    const result = scanner.scan(text, start, end);
    if (result.status === 'refused') {
      into.refused.set(result.reason, (into.refused.get(result.reason) ?? 0) + 1);
      continue;
    }
    into.accepted++;
    into.nodes += result.tree.nodes.length / NODE_SIZE;
    const parts = parseYaml(text, start, end);
    const [part] = parts;
    const problem = part?.problems[0];
    if (problem !== undefined && result.isLenient) into.lenient++;
    else if (parts.length !== 1) into.differences.push(`${name}: ${parts.length} documents`);
    else {
      const difference =
        problem === undefined
          ? firstDifference(result.tree, part?.tree)
          : `yaml refuses at ${problem.start}: ${problem.message}`;
      if (difference !== undefined) into.differences.push(`${name}: ${difference}`);
    }
  }
}
