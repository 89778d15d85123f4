import { Scanner } from '../../src/parse/scan/scanner.ts';
import { hasContent, splitDocuments } from '../../src/parse/split.ts';
import { nameOfKey } from '../../src/parse/mapping.ts';
import {
  endOf,
  keyNumberOf,
  kindOf,
  NODE_SIZE,
  NodeKind,
  nextOf,
  scalarText,
  startOf,
  type SyntaxTree,
} from '../../src/parse/tree.ts';
import { parseYaml, type YamlPart } from '../../src/parse/yaml-tree.ts';

const KIND_NAMES = Object.keys(NodeKind);

/** A node in full: what it is, where it lies, what it says. */
function describe(tree: SyntaxTree, node: number, withPlace: boolean): string {
  const kind = kindOf(tree, node);
  const isCollection = kind === NodeKind.Mapping || kind === NodeKind.Sequence;
  return [
    KIND_NAMES[kind - 1] ?? kind,
    withPlace ? `${startOf(tree, node)}-${endOf(tree, node)}` : '',
    keyNumberOf(tree, node) === 0 ? '' : `key ${nameOfKey(tree, node)}`,
    tree.tags.get(node) ?? '',
    tree.targets.get(node) ?? '',
    isCollection ? `until ${nextOf(tree, node)}` : JSON.stringify(scalarText(tree, node)),
  ].join(' ');
}

function firstDifference(
  scanned: SyntaxTree,
  authority: SyntaxTree | undefined,
  withPlace: boolean,
): string | undefined {
  if (authority === undefined) return 'yaml finds nothing';
  const length = Math.max(scanned.nodes.length, authority.nodes.length);
  for (let node = 0; node < length; node += NODE_SIZE) {
    const ours = node < scanned.nodes.length ? describe(scanned, node, withPlace) : 'nothing';
    const theirs = node < authority.nodes.length ? describe(authority, node, withPlace) : 'nothing';
    if (ours !== theirs) return `node ${node}: scanner ${ours}, yaml ${theirs}`;
  }
  return undefined;
}

/** The text with the lines that `yaml` would not take indented far enough. */
function indent(text: string, lines: readonly number[]): string {
  let indented = '';
  let from = 0;
  for (const line of lines) {
    indented += text.slice(from, line) + ' '.repeat(MORE_THAN_ENOUGH);
    from = line;
  }
  return indented + text.slice(from);
}

const MORE_THAN_ENOUGH = 200;

export interface Comparison {
  documents: number;
  accepted: number;
  /** Accepted with lines that YAML 1.2 wants indented more: compared after indenting them. */
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
    const { tree, lenientLines } = result;
    const isLenient = lenientLines.length > 0;
    if (isLenient) into.lenient++;
    const parts = isLenient
      ? parseWhole(
          indent(
            text.slice(start, end),
            lenientLines.map((line) => line - start),
          ),
        )
      : parseYaml(text, start, end);
    const difference = differenceFrom(tree, parts, !isLenient);
    if (difference !== undefined) into.differences.push(`${name}: ${difference}`);
  }
}

function parseWhole(text: string): YamlPart[] {
  return parseYaml(text, 0, text.length);
}

function differenceFrom(
  tree: SyntaxTree,
  parts: readonly YamlPart[],
  withPlace: boolean,
): string | undefined {
  const [part] = parts;
  if (part === undefined || parts.length > 1) return `yaml finds ${parts.length} documents`;
  const [problem] = part.problems;
  if (problem !== undefined) return `yaml refuses at ${problem.start}: ${problem.message}`;
  return firstDifference(tree, part.tree, withPlace);
}
