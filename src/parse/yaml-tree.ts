import type { CST, Document as YamlDocument, Node, Pair, Scalar } from 'yaml';
import { Anchors } from './anchors.ts';
import type { SyntaxProblem } from './document.ts';
import { keyNames, MERGE_KEY } from './key-names.ts';
import { lazyYaml } from './lazy-yaml.ts';
import { deepNodeStart, LEVELS } from './nesting.ts';
import { keyText } from './scalar.ts';
import { explainYamlError } from './syntax-problem.ts';
import {
  dereference,
  isCollection,
  kindOf,
  NODE_SIZE,
  NodeKind,
  packKey,
  type NodeIndex,
  type SyntaxTree,
} from './tree.ts';

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
  const { Parser } = lazyYaml();
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
  const { Composer } = lazyYaml();
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

/** More of them in one document say nothing new. */
const MOST_BAD_ALIASES = 5;

class TreeBuilder implements SyntaxTree {
  readonly problems: SyntaxProblem[] = [];
  readonly nodes: number[] = [];
  readonly decoded = new Map<NodeIndex, string>();
  readonly targets = new Map<NodeIndex, NodeIndex>();
  readonly tags = new Map<NodeIndex, string>();
  private readonly anchors = new Anchors();
  private readonly yaml = lazyYaml();
  private isTooMuch = false;

  constructor(
    readonly text: string,
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
    if (this.yaml.isAlias(node)) {
      this.addAlias(node.source, start, end);
      return;
    }
    const { anchor } = node;
    if (anchor !== undefined) this.anchors.open(anchor, this.nodes.length);
    if (this.yaml.isMap(node)) {
      const index = this.open(NodeKind.Mapping, start, end);
      this.noteTag(node.tag, index);
      let last = index;
      for (const pair of node.items) {
        last = this.addPair(pair as Pair<Node | null, Node | null>, start);
      }
      this.close(index);
      if (node.flow !== true) this.endWithLastChild(index, last);
    } else if (this.yaml.isSeq(node)) {
      const index = this.open(NodeKind.Sequence, start, end);
      this.noteTag(node.tag, index);
      let last = index;
      for (const item of node.items) {
        last = this.nodes.length;
        if (this.yaml.isPair(item)) {
          const mapping = this.open(NodeKind.Mapping, start, end);
          this.addPair(item as Pair<Node | null, Node | null>, start);
          this.close(mapping);
        } else this.add(item as Node | null, start);
      }
      this.close(index);
      if (node.flow !== true) this.endWithLastChild(index, last);
    } else if (this.yaml.isScalar(node)) this.addScalar(node, start, end);
    if (anchor !== undefined) this.anchors.close(anchor, this.nodes.length);
  }

  /** Returns the node of the value. */
  private addPair(pair: Pair<Node | null, Node | null>, start: number): NodeIndex {
    const key = this.nodes.length;
    this.add(pair.key, start);
    this.numberKey(key);
    const value = this.nodes.length;
    this.add(pair.value, pair.key?.range?.[1] ?? start);
    return value;
  }

  /** Collections as keys have no number: nobody asks for them. */
  private numberKey(key: NodeIndex): void {
    const node = dereference(this, key);
    const kind = kindOf(this, key);
    if (isCollection(this, node)) return;
    const name = keyText(this, node);
    const isMerge = name === '<<' && kind === NodeKind.Plain;
    this.nodes[key] = packKey(kind, isMerge ? MERGE_KEY : keyNames.number(name));
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

  private addAlias(name: string, start: number, end: number): void {
    const index = this.open(NodeKind.Alias, start, end);
    const target = this.anchors.follow(name);
    switch (target.status) {
      case 'found':
        this.targets.set(index, target.node);
        break;
      case 'unknown':
        this.report(`*${name}: no anchor &${name} stands before it in this document`, start, end);
        break;
      case 'inside itself':
        this.report(
          `*${name} stands inside its own anchor &${name}: that would never end`,
          start,
          end,
        );
        break;
      case 'too much':
        if (!this.isTooMuch) {
          this.report('the aliases of this document stand for a million values', start, end);
        }
        this.isTooMuch = true;
    }
  }

  private report(message: string, start: number, end: number): void {
    const place = { start: start + this.offset, end: end + this.offset };
    this.problems.push({ code: 'BAD_ALIAS', message, ...place });
  }

  private noteTag(tag: string | undefined, index: NodeIndex): void {
    if (tag !== undefined && isExplicit(tag)) this.tags.set(index, tag);
  }
}

/** The failsafe schema gives every node its own tag; only a written one says anything. */
function isExplicit(tag: string): boolean {
  return !['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq'].includes(tag);
}
