import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Document as YamlDocument,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import { NODE_SIZE, NodeKind, type NodeIndex, type SyntaxTree } from './tree.ts';

/** What the `yaml` package makes of a stretch of text. */
export interface YamlPart {
  readonly start: number;
  readonly end: number;
  readonly tree: SyntaxTree | undefined;
  readonly problems: readonly { code: string; message: string; start: number; end: number }[];
}

/** More errors than this in one document say nothing new: it is no YAML. */
const MOST_PROBLEMS = 5;

/**
 * Parses `text` from `offset` to `end` with the `yaml` package, the authority on what YAML is.
 * All offsets in the result are offsets into the whole `text`.
 */
export function parseYaml(text: string, offset: number, end: number): YamlPart[] {
  const slice = offset === 0 && end === text.length ? text : text.slice(offset, end);
  const documents = parseAllDocuments(slice, {
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
    strict: true,
    version: '1.2',
    schema: 'failsafe',
    stringKeys: false,
  });
  if ('empty' in documents) return [{ start: offset, end, tree: undefined, problems: [] }];
  return documents.map((document) => {
    const problems = document.errors.slice(0, MOST_PROBLEMS).map((error) => ({
      code: error.code,
      message: error.message,
      start: offset + error.pos[0],
      end: offset + Math.min(error.pos[1], slice.length),
    }));
    const tree =
      problems.length > 0 || document.contents === null
        ? undefined
        : new TreeBuilder(text, offset).build(document);
    return { start: offset + document.range[0], end: offset + document.range[2], tree, problems };
  });
}

class TreeBuilder {
  private readonly nodes: number[] = [];
  private readonly decoded = new Map<NodeIndex, string>();
  private readonly targets = new Map<NodeIndex, NodeIndex>();
  private readonly tags = new Map<NodeIndex, string>();
  private readonly anchors = new Map<string, NodeIndex>();

  constructor(
    private readonly text: string,
    private readonly offset: number,
  ) {}

  build(document: YamlDocument.Parsed): SyntaxTree {
    this.add(document.contents, 0);
    return {
      text: this.text,
      nodes: Int32Array.from(this.nodes),
      decoded: this.decoded,
      targets: this.targets,
      tags: this.tags,
    };
  }

  private open(kind: number, start: number, end: number): NodeIndex {
    const index = this.nodes.length;
    this.nodes.push(kind, start + this.offset, end + this.offset, index + NODE_SIZE);
    return index;
  }

  private close(index: NodeIndex): void {
    this.nodes[index + 3] = this.nodes.length;
  }

  private add(node: Node | null | undefined, emptyAt: number): void {
    if (node === null || node === undefined) {
      this.open(NodeKind.Empty, emptyAt, emptyAt);
      return;
    }
    const [start, end] = node.range ?? [emptyAt, emptyAt];
    if (isAlias(node)) {
      const index = this.open(NodeKind.Alias, start, end);
      const target = this.anchors.get(node.source);
      if (target !== undefined) this.targets.set(index, target);
      return;
    }
    if (isMap(node)) {
      const index = this.open(NodeKind.Mapping, start, end);
      this.note(node, index);
      for (const pair of node.items) this.addPair(pair as Pair<Node | null, Node | null>, start);
      this.close(index);
    } else if (isSeq(node)) {
      const index = this.open(NodeKind.Sequence, start, end);
      this.note(node, index);
      for (const item of node.items) {
        if (isPair(item)) {
          const mapping = this.open(NodeKind.Mapping, start, end);
          this.addPair(item as Pair<Node | null, Node | null>, start);
          this.close(mapping);
        } else this.add(item as Node | null, start);
      }
      this.close(index);
    } else if (isScalar(node)) this.addScalar(node, start, end);
  }

  private addPair(pair: Pair<Node | null, Node | null>, start: number): void {
    this.add(pair.key, start);
    this.add(pair.value, pair.key?.range?.[1] ?? start);
  }

  private addScalar(node: Scalar, start: number, end: number): void {
    const value = typeof node.value === 'string' ? node.value : (node.source ?? '');
    const raw = this.text.slice(this.offset + start, this.offset + end);
    let kind: number;
    let plain: string;
    switch (node.type) {
      case 'QUOTE_DOUBLE':
        kind = NodeKind.DoubleQuoted;
        plain = raw.slice(1, -1);
        break;
      case 'QUOTE_SINGLE':
        kind = NodeKind.SingleQuoted;
        plain = raw.slice(1, -1);
        break;
      case 'BLOCK_FOLDED':
      case 'BLOCK_LITERAL':
        kind = NodeKind.Block;
        plain = raw;
        break;
      default:
        kind = raw === '' ? NodeKind.Empty : NodeKind.Plain;
        plain = raw;
    }
    const index = this.open(kind, start, end);
    this.note(node, index);
    if (kind !== NodeKind.Empty && plain !== value) this.decoded.set(index, value);
  }

  private note(node: { anchor?: string; tag?: string }, index: NodeIndex): void {
    if (node.anchor !== undefined) this.anchors.set(node.anchor, index);
    if (node.tag !== undefined && isExplicit(node.tag)) this.tags.set(index, node.tag);
  }
}

/** The failsafe schema gives every node its own tag; only a written one says anything. */
function isExplicit(tag: string): boolean {
  return !['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq'].includes(tag);
}
