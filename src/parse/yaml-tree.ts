import {
  Composer,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Parser,
  type CST,
  type Document as YamlDocument,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import type { SyntaxProblem } from './document.ts';
import { deepNodeStart, LEVELS } from './nesting.ts';
import { explainYamlError } from './syntax-problem.ts';
import { NODE_SIZE, NodeKind, type NodeIndex, type SyntaxTree } from './tree.ts';

/** What a parser makes of a stretch of text. */
export interface YamlPart {
  readonly start: number;
  readonly end: number;
  readonly tree: SyntaxTree | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Parses `text` from `offset` to `end` with the `yaml` package, the authority on what YAML is.
 * All offsets in the result are offsets into the whole `text`.
 */
export function parseYaml(text: string, offset: number, end: number): YamlPart[] {
  const slice = offset === 0 && end === text.length ? text : text.slice(offset, end);
  const tokens = [...new Parser().parse(slice)];
  const deep = deepNodeStart(tokens);
  if (deep !== undefined) {
    const start = offset + deep;
    const message = `nested more than ${LEVELS} levels deep: this is not read`;
    const problem = { code: 'TOO_DEEP', message, start, end: start + 1 };
    return [{ start: offset, end, tree: undefined, problems: [problem] }];
  }
  const documents = compose(tokens);
  if (documents.length === 0) return [{ start: offset, end, tree: undefined, problems: [] }];
  return documents.map((document) => toPart(document, tokens, text, offset, slice));
}

function compose(tokens: readonly CST.Token[]): YamlDocument.Parsed[] {
  const composer = new Composer({
    prettyErrors: false,
    uniqueKeys: false, // quadratic; Field.duplicateKeys finds them
    logLevel: 'silent',
    strict: true,
    version: '1.2',
    schema: 'failsafe',
    stringKeys: false,
  });
  return [...composer.compose(tokens)];
}

function toPart(
  document: YamlDocument.Parsed,
  tokens: readonly CST.Token[],
  text: string,
  offset: number,
  slice: string,
): YamlPart {
  const place = { start: offset + document.range[0], end: offset + document.range[2] };
  const [error] = document.errors;
  if (error !== undefined) {
    const problem = explainYamlError(error, tokens, slice);
    const start = offset + problem.start;
    return {
      ...place,
      tree: undefined,
      problems: [{ ...problem, start, end: offset + problem.end }],
    };
  }
  if (document.contents === null) return { ...place, tree: undefined, problems: [] };
  const builder = new TreeBuilder(text, offset);
  const tree = builder.build(document.contents);
  const problems = builder.problems.slice(0, MOST_BAD_ALIASES);
  return { ...place, tree: problems.length > 0 ? undefined : tree, problems };
}

/** An anchored node: how many values it stands for once all aliases in it are followed. */
interface Anchor {
  readonly node: NodeIndex;
  /** Undefined while the node is being read. */
  weight: number | undefined;
}

/** More of them in one document say nothing new. */
const MOST_BAD_ALIASES = 5;

/** go-yaml refuses a document whose aliases stand for far more than what is written. */
const MOST_VALUES = 1_000_000;

class TreeBuilder {
  readonly problems: SyntaxProblem[] = [];
  private readonly nodes: number[] = [];
  private readonly decoded = new Map<NodeIndex, string>();
  private readonly targets = new Map<NodeIndex, NodeIndex>();
  private readonly tags = new Map<NodeIndex, string>();
  private readonly anchors = new Map<string, Anchor>();
  /** Nodes so far, those behind aliases counted at every alias. */
  private weight = 0;

  constructor(
    private readonly text: string,
    private readonly offset: number,
  ) {}

  build(contents: Node): SyntaxTree {
    this.add(contents, 0);
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
    this.weight++;
    return index;
  }

  private close(index: NodeIndex): void {
    this.nodes[index + 3] = this.nodes.length;
  }

  /** A block collection ends where its last value ends; `yaml` adds the white space behind it. */
  private endWithLastChild(index: NodeIndex, last: NodeIndex): void {
    if (last > index) this.nodes[index + 2] = this.nodes[last + 2] ?? 0;
  }

  private add(node: Node | null | undefined, emptyAt: number): void {
    if (node === null || node === undefined) {
      this.open(NodeKind.Empty, emptyAt, emptyAt);
      return;
    }
    const [start, end] = node.range ?? [emptyAt, emptyAt];
    if (isAlias(node)) {
      this.addAlias(node.source, start, end);
      return;
    }
    const before = this.weight;
    const anchor = node.anchor === undefined ? undefined : this.openAnchor(node.anchor);
    if (isMap(node)) {
      const index = this.open(NodeKind.Mapping, start, end);
      this.noteTag(node.tag, index);
      let last = index;
      for (const pair of node.items) {
        last = this.addPair(pair as Pair<Node | null, Node | null>, start);
      }
      this.close(index);
      if (node.flow !== true) this.endWithLastChild(index, last);
    } else if (isSeq(node)) {
      const index = this.open(NodeKind.Sequence, start, end);
      this.noteTag(node.tag, index);
      let last = index;
      for (const item of node.items) {
        last = this.nodes.length;
        if (isPair(item)) {
          const mapping = this.open(NodeKind.Mapping, start, end);
          this.addPair(item as Pair<Node | null, Node | null>, start);
          this.close(mapping);
        } else this.add(item as Node | null, start);
      }
      this.close(index);
      if (node.flow !== true) this.endWithLastChild(index, last);
    } else if (isScalar(node)) this.addScalar(node, start, end);
    if (anchor !== undefined) anchor.weight = this.weight - before;
  }

  /** Returns the node of the value. */
  private addPair(pair: Pair<Node | null, Node | null>, start: number): NodeIndex {
    this.add(pair.key, start);
    const value = this.nodes.length;
    this.add(pair.value, pair.key?.range?.[1] ?? start);
    return value;
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
    this.noteTag(node.tag, index);
    if (kind !== NodeKind.Empty && plain !== value) this.decoded.set(index, value);
  }

  private openAnchor(name: string): Anchor {
    const anchor: Anchor = { node: this.nodes.length, weight: undefined };
    this.anchors.set(name, anchor);
    return anchor;
  }

  private addAlias(name: string, start: number, end: number): void {
    const index = this.open(NodeKind.Alias, start, end);
    const anchor = this.anchors.get(name);
    if (anchor?.weight === undefined) {
      const message =
        anchor === undefined
          ? `*${name}: no anchor &${name} stands before it in this document`
          : `*${name} stands inside its own anchor &${name}: that would never end`;
      this.report('BAD_ALIAS', message, start, end);
      return;
    }
    this.targets.set(index, anchor.node);
    const before = this.weight;
    this.weight += anchor.weight;
    if (before <= MOST_VALUES && this.weight > MOST_VALUES) {
      const message = `the aliases of this document stand for more than ${MOST_VALUES} values`;
      this.report('ALIAS_BOMB', message, start, end);
    }
  }

  private report(code: string, message: string, start: number, end: number): void {
    this.problems.push({ code, message, start: start + this.offset, end: end + this.offset });
  }

  private noteTag(tag: string | undefined, index: NodeIndex): void {
    if (tag !== undefined && isExplicit(tag)) this.tags.set(index, tag);
  }
}

/** The failsafe schema gives every node its own tag; only a written one says anything. */
function isExplicit(tag: string): boolean {
  return !['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq'].includes(tag);
}
