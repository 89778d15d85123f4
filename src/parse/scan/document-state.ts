import { Anchors } from '../anchors.ts';
import { keyNames } from '../key-names.ts';
import { NodeKind, type NodeIndex, type SyntaxTree } from '../tree.ts';
import { DOUBLE_QUOTE, HASH, isLineEnd, NEWLINE, RETURN, SPACE, TAB } from './character.ts';
import { foldLines } from './fold.ts';
import { LineCursor } from './line-cursor.ts';
import { NodeBuffer } from './node-buffer.ts';
import { decodeQuoted, quotedEnd } from './quoted-scalar.ts';
import { refuse } from './refusal.ts';

const LEVELS = 64;
const NAME = /[A-Za-z0-9_.-]+/y;
const NOTHING: ReadonlyMap<NodeIndex, never> = new Map<NodeIndex, never>();

/** Where the scanner is in a document, and what it has read so far. Used for one after the other. */
export class DocumentState {
  readonly cursor = new LineCursor();
  readonly nodes = new NodeBuffer();
  /** Where lines begin that are indented less than YAML 1.2 wants. */
  readonly lenientLines: number[] = [];
  private decoded: Map<NodeIndex, string> | undefined;
  private targets: Map<NodeIndex, NodeIndex> | undefined;
  private anchors: Anchors | undefined;
  private depth = 0;

  clear(): void {
    this.nodes.clear();
    this.lenientLines.length = 0;
    this.decoded = undefined;
    this.targets = undefined;
    this.anchors = undefined;
    this.depth = 0;
  }

  tree(): SyntaxTree {
    return {
      text: this.cursor.text,
      nodes: this.nodes.copy(),
      decoded: this.decoded ?? NOTHING,
      targets: this.targets ?? NOTHING,
      tags: NOTHING,
    };
  }

  openCollection(kind: number): NodeIndex {
    if (++this.depth > LEVELS) refuse('depth');
    const { at } = this.cursor;
    return this.nodes.add(kind, at, at);
  }

  closeCollection(node: NodeIndex, end: number): void {
    this.nodes.close(node, end);
    this.depth--;
  }

  decode(node: NodeIndex, value: string): void {
    (this.decoded ??= new Map()).set(node, value);
  }

  /** The scalar added last is a key: notes the number of its name. */
  numberKey(key: NodeIndex): void {
    const { nodes } = this;
    const decoded = this.decoded?.get(key);
    const isPlain = nodes.kindOf(key) === NodeKind.Plain;
    const quote = isPlain ? 0 : 1;
    const number =
      decoded === undefined
        ? keyNames.numberAt(
            this.cursor.text,
            nodes.startOf(key) + quote,
            nodes.endOf(key) - quote,
            isPlain,
          )
        : keyNames.number(decoded);
    nodes.setKeyNumber(key, number);
  }

  /** A plain scalar of a block collection, perhaps of several lines. */
  addPlain(start: number, end: number): NodeIndex {
    const node = this.nodes.add(NodeKind.Plain, start, end);
    const newline = this.cursor.text.indexOf('\n', start);
    if (newline >= 0 && newline < end) {
      this.decode(node, foldLines(this.cursor.text.slice(start, end)));
    }
    return node;
  }

  /** `at` is a quote; goes behind the closing one. */
  addQuoted(parentIndent: number): NodeIndex {
    const { cursor } = this;
    const { text, at } = cursor;
    const end = quotedEnd(text, at, cursor.limit);
    const isDouble = text.charCodeAt(at) === DOUBLE_QUOTE;
    const node = this.nodes.add(isDouble ? NodeKind.DoubleQuoted : NodeKind.SingleQuoted, at, end);
    const decoded = decodeQuoted(text, at, end);
    if (decoded !== undefined) {
      this.decode(node, decoded);
      this.noteLines(at, end, parentIndent);
    }
    cursor.at = end;
    return node;
  }

  /** Moves the cursor's line to the last one of a scalar, and looks how its lines are indented. */
  private noteLines(start: number, end: number, parentIndent: number): void {
    const { cursor } = this;
    const { text } = cursor;
    // In the scalar only: to look for the end of a long line again and again takes forever.
    const scalar = text.slice(start, end);
    for (let at = scalar.indexOf('\n'); at >= 0; at = scalar.indexOf('\n', at + 1)) {
      const lineStart = start + at + 1;
      if (cursor.isMarkerAt(lineStart)) refuse('marker line');
      let ink = lineStart;
      while (text.charCodeAt(ink) === SPACE) ink++;
      const code = text.charCodeAt(ink);
      if (!isLineEnd(code)) {
        if (code === TAB) refuse('tab');
        if (ink - lineStart <= parentIndent) this.lenientLines.push(lineStart);
      }
      cursor.lineStart = lineStart;
    }
  }

  /** `at` is `&` or `*`: goes behind the name. */
  private name(): string {
    const { cursor } = this;
    NAME.lastIndex = cursor.at + 1;
    const name = NAME.exec(cursor.text)?.[0];
    if (name === undefined) refuse('anchor');
    cursor.at += name.length + 1;
    return name;
  }

  openAnchor(): string {
    const name = this.name();
    (this.anchors ??= new Anchors()).open(name, this.nodes.length);
    return name;
  }

  closeAnchor(name: string): void {
    this.anchors?.close(name, this.nodes.length);
  }

  /** `at` is a `*`. An alias that means nothing is left to `yaml` and its messages. */
  addAlias(): NodeIndex {
    const start = this.cursor.at;
    const name = this.name();
    const node = this.nodes.add(NodeKind.Alias, start, this.cursor.at);
    const target = this.anchors?.follow(name);
    if (target?.status !== 'found') refuse('alias');
    (this.targets ??= new Map()).set(node, target.node);
    return node;
  }

  /** White space, line ends and comments between brackets; gives the character behind them. */
  skipFlowSpace(parentIndent: number): number {
    const { cursor } = this;
    const { text, limit } = cursor;
    let at = cursor.at;
    for (;;) {
      let code = text.charCodeAt(at);
      while (code === SPACE) code = text.charCodeAt(++at);
      if (at >= limit) refuse('end of text in a value');
      if (code === NEWLINE || code === RETURN) {
        at = code === RETURN ? at + 2 : at + 1;
        cursor.lineStart = at;
        at = this.flowIndentation(at, parentIndent);
      } else if (code === HASH) {
        // At the left margin `yaml` refuses some, and which is not worth knowing.
        if (text.charCodeAt(at - 1) !== SPACE) refuse('flow');
        const newline = text.indexOf('\n', at);
        if (newline < 0) refuse('end of text in a value');
        at = newline;
      } else if (code === TAB) refuse('tab');
      else {
        cursor.at = at;
        return code;
      }
    }
  }

  private flowIndentation(lineStart: number, parentIndent: number): number {
    const { text } = this.cursor;
    if (this.cursor.isMarkerAt(lineStart)) refuse('marker line');
    let at = lineStart;
    while (text.charCodeAt(at) === SPACE) at++;
    // Tabs may indent where no column matters: JSON is often written so.
    if (parentIndent < 0) while (text.charCodeAt(at) === TAB) at++;
    const code = text.charCodeAt(at);
    if (!isLineEnd(code) && code !== HASH && at - lineStart <= parentIndent) {
      this.lenientLines.push(lineStart);
    }
    return at;
  }
}
