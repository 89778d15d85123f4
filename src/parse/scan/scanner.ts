import { NodeKind, type NodeIndex, type SyntaxTree } from '../tree.ts';
import { scanBlockScalar } from './block-scalar.ts';
import {
  AMPERSAND,
  COLON,
  DASH,
  DOUBLE_QUOTE,
  GREATER,
  HASH,
  isBlank,
  isLineEnd,
  LEFT_BRACE,
  LEFT_BRACKET,
  PIPE,
  SINGLE_QUOTE,
  SPACE,
  STAR,
  TAB,
} from './character.ts';
import { DocumentState } from './document-state.ts';
import { LONGEST_KEY, scanFlow } from './flow.ts';
import { AT_END } from './line-cursor.ts';
import { checkPlainStart, plainEnd } from './plain-scalar.ts';
import { decodeQuoted, quotedEnd } from './quoted-scalar.ts';
import { Refusal, refuse, type RefusalReason } from './refusal.ts';

const ROOT_INDENT = -1;
const NO_COLON = -1;
const MARKER = '---';

export type ScanResult =
  | {
      readonly status: 'read';
      readonly tree: SyntaxTree;
      /** Where lines begin that `yaml` would find to be indented too little. */
      readonly lenientLines: readonly number[];
    }
  | { readonly status: 'refused'; readonly reason: RefusalReason };

/**
 * Reads the part of YAML that manifests are written in, forty times as fast as `yaml` does, and
 * refuses every document in which it meets anything else. What it reads it reads exactly as `yaml`
 * does, offsets included (test/parse/differential.test.ts), but for one thing: lines of a quoted
 * scalar or between brackets may be indented less than YAML 1.2 wants, for go-yaml takes them.
 */
export class Scanner {
  private readonly state = new DocumentState();
  private readonly cursor = this.state.cursor;
  private readonly nodes = this.state.nodes;

  /** Reads the one document between the offsets, from its `---`, if it has one, to the next. */
  scan(text: string, start: number, end: number): ScanResult {
    const { state, cursor } = this;
    state.clear();
    cursor.open(text, start, end);
    try {
      cursor.at = contentStart(text, start, end);
      cursor.nextLine();
      this.block(ROOT_INDENT);
      if (cursor.indent !== AT_END) refuse('content after value');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 'refused', reason: this.isAtTemplate() ? 'template' : error.reason };
    }
    return { status: 'read', tree: state.tree(), lenientLines: [...state.lenientLines] };
  }

  /** What stopped the scanner is the beginning of an action of Go's or Jinja's templates. */
  private isAtTemplate(): boolean {
    const { text, at } = this.cursor;
    return text.startsWith('{{', at) || text.startsWith('{%', at);
  }

  /** A value that begins a line. */
  private block(parentIndent: number): NodeIndex {
    const { cursor } = this;
    if (cursor.isIndicatorAt(cursor.at, DASH)) return this.sequence(cursor.indent, false);
    const code = cursor.text.charCodeAt(cursor.at);
    if (code === PIPE || code === GREATER) refuse('block scalar');
    if (code !== LEFT_BRACE && code !== LEFT_BRACKET) {
      const colon = this.findColon();
      if (colon !== NO_COLON) return this.mapping(cursor.indent, colon);
      // Here `yaml` finds the comment to be in the way of a key.
      if (cursor.sawComment) refuse('plain scalar');
    }
    return this.inlineValue(parentIndent);
  }

  /** `at` is the first key in the column `indent`, with its colon. */
  private mapping(indent: number, firstColon: number): NodeIndex {
    const { cursor, state } = this;
    const mapping = state.openCollection(NodeKind.Mapping);
    let colon = firstColon;
    for (;;) {
      this.addKey();
      const value = this.mappingValue(indent, colon);
      if (cursor.indent < indent) {
        state.closeCollection(mapping, this.nodes.endOf(value));
        return mapping;
      }
      if (cursor.indent > indent || cursor.isIndicatorAt(cursor.at, DASH)) refuse('indentation');
      colon = this.findColon();
      if (colon === NO_COLON) refuse('key');
    }
  }

  private mappingValue(indent: number, colon: number): NodeIndex {
    const { cursor } = this;
    const at = cursor.afterSpaces(colon + 1);
    cursor.at = at;
    const code = cursor.text.charCodeAt(at);
    if (code === HASH && at === colon + 1) refuse('content after value');
    if (code === HASH || cursor.isLineEndAt(at)) return this.valueBelow(indent, at, true);
    if (code === AMPERSAND) return this.anchored(indent, true);
    if (cursor.isIndicatorAt(at, DASH)) refuse('indentation');
    return this.inlineValue(indent);
  }

  /** `at` is a dash in the column `indent`. `isKeyDeep`: no deeper than the key above it. */
  private sequence(indent: number, isKeyDeep: boolean): NodeIndex {
    const { cursor, state } = this;
    const sequence = state.openCollection(NodeKind.Sequence);
    for (;;) {
      const item = this.sequenceItem(indent);
      if (cursor.indent > indent) refuse('indentation');
      const isOver = cursor.indent < indent || !cursor.isIndicatorAt(cursor.at, DASH);
      if (isOver) {
        if (cursor.indent === indent && !isKeyDeep) refuse('indentation');
        state.closeCollection(sequence, this.nodes.endOf(item));
        return sequence;
      }
    }
  }

  private sequenceItem(indent: number): NodeIndex {
    const { cursor } = this;
    const at = cursor.afterSpaces(cursor.at + 1);
    const column = at - cursor.lineStart;
    cursor.at = at;
    const code = cursor.text.charCodeAt(at);
    if (code === HASH || cursor.isLineEndAt(at)) return this.valueBelow(indent, at, false);
    if (cursor.isIndicatorAt(at, DASH)) return this.sequence(column, false);
    if (code === AMPERSAND) return this.anchored(indent, false);
    if (mayBeginKey(code)) {
      const colon = this.findColon();
      if (colon !== NO_COLON) return this.mapping(column, colon);
    }
    return this.inlineValue(indent);
  }

  /** Nothing stands behind a key or a dash: the value is below, or there is none. */
  private valueBelow(indent: number, emptyAt: number, isMapping: boolean): NodeIndex {
    const { cursor } = this;
    cursor.sawComment = false;
    cursor.endBlankLine();
    if (cursor.indent > indent) return this.block(indent);
    if (isMapping && cursor.indent === indent && cursor.isIndicatorAt(cursor.at, DASH)) {
      return this.sequence(indent, true);
    }
    return this.nodes.add(NodeKind.Empty, emptyAt, emptyAt);
  }

  /** `at` is an `&` in front of the value of a key or an item. */
  private anchored(indent: number, isMapping: boolean): NodeIndex {
    const { cursor, state } = this;
    const name = state.openAnchor();
    const at = cursor.afterSpaces(cursor.at);
    const isAlone = cursor.isLineEndAt(at);
    if (at === cursor.at && !isAlone) refuse('anchor');
    cursor.at = at;
    const code = cursor.text.charCodeAt(at);
    if (code === HASH || code === AMPERSAND || code === STAR) refuse('anchor');
    let node: NodeIndex;
    if (isAlone) {
      node = this.valueBelow(indent, at, isMapping);
      if (!this.nodes.isCollection(node)) refuse('anchor');
    } else {
      // In front of a key on the same line it is the key's.
      if (mayBeginKey(code) && this.findColon() !== NO_COLON) refuse('anchor');
      node = this.inlineValue(indent);
    }
    state.closeAnchor(name);
    return node;
  }

  /** A value behind a key or a dash; goes to the next line with content. */
  private inlineValue(parentIndent: number): NodeIndex {
    const { cursor } = this;
    const node = this.scalarOrFlow(parentIndent);
    if (cursor.indent > parentIndent) refuse('content after value');
    return node;
  }

  private scalarOrFlow(parentIndent: number): NodeIndex {
    const { cursor, state } = this;
    let node: NodeIndex;
    switch (cursor.text.charCodeAt(cursor.at)) {
      case PIPE:
      case GREATER:
        return this.blockScalar(parentIndent);
      case DOUBLE_QUOTE:
      case SINGLE_QUOTE:
        node = state.addQuoted(parentIndent);
        break;
      case LEFT_BRACE:
      case LEFT_BRACKET:
        if (this.isAtTemplate()) refuse('template');
        node = scanFlow(state, parentIndent);
        break;
      case STAR:
        node = state.addAlias();
        break;
      default: {
        checkPlainStart(cursor.text, cursor.at);
        const end = plainEnd(cursor.text, cursor.at, cursor.limit, parentIndent);
        node = state.addPlain(cursor.at, end);
        cursor.at = end;
      }
    }
    cursor.endLine();
    return node;
  }

  private blockScalar(parentIndent: number): NodeIndex {
    const { cursor } = this;
    const { text, at, limit } = cursor;
    const { end, next, decoded } = scanBlockScalar(text, at, limit, parentIndent);
    const node = this.nodes.add(NodeKind.Block, at, end);
    if (decoded !== undefined) this.state.decode(node, decoded);
    cursor.at = next;
    cursor.nextLine();
    return node;
  }

  private keyEnd = 0;

  /** The colon of the key that begins at `at`; NO_COLON when the line has none. Notes `keyEnd`. */
  private findColon(): number {
    const { cursor } = this;
    const { text, at: start, limit } = cursor;
    const first = text.charCodeAt(start);
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return this.findColonAfterQuotes();
    let at = start;
    let end = start;
    while (at < limit) {
      const code = text.charCodeAt(at);
      if (code === COLON) {
        const next = text.charCodeAt(at + 1);
        if (next === TAB) refuse('tab');
        if (at + 1 >= limit || isBlank(next)) return this.keyFound(start, end, at);
        end = ++at;
      } else if (code === SPACE) {
        at++;
        if (text.charCodeAt(at) === HASH) return NO_COLON;
      } else if (isLineEnd(code)) return NO_COLON;
      else if (code === TAB) refuse('tab');
      else end = ++at;
    }
    return NO_COLON;
  }

  private findColonAfterQuotes(): number {
    const { cursor } = this;
    const { text, at: start, limit } = cursor;
    const end = quotedEnd(text, start, limit);
    let at = end;
    while (text.charCodeAt(at) === SPACE) at++;
    if (text.charCodeAt(at) !== COLON || at >= limit) return NO_COLON;
    const newline = text.indexOf('\n', start);
    if (newline >= 0 && newline < at) return NO_COLON;
    if (!cursor.isBlankAt(at + 1)) refuse('key');
    return this.keyFound(start, end, at);
  }

  private keyFound(start: number, end: number, colon: number): number {
    if (colon - start > LONGEST_KEY) refuse('key');
    this.keyEnd = end;
    return colon;
  }

  /** The key that `findColon` found. */
  private addKey(): void {
    const { cursor, state } = this;
    const { text, at } = cursor;
    const first = text.charCodeAt(at);
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) {
      const kind = first === DOUBLE_QUOTE ? NodeKind.DoubleQuoted : NodeKind.SingleQuoted;
      const key = this.nodes.add(kind, at, this.keyEnd);
      const decoded = decodeQuoted(text, at, this.keyEnd);
      if (decoded !== undefined) state.decode(key, decoded);
      state.numberKey(key);
    } else {
      checkPlainStart(text, at);
      state.numberKey(this.nodes.add(NodeKind.Plain, at, this.keyEnd));
    }
  }
}

/** Whether what begins so on its line may be a key: no block scalar, no brackets. */
function mayBeginKey(code: number): boolean {
  return code !== PIPE && code !== GREATER && code !== LEFT_BRACE && code !== LEFT_BRACKET;
}

/** The line below the `---`, which may have nothing but a comment behind it. */
function contentStart(text: string, start: number, end: number): number {
  if (!text.startsWith(MARKER, start)) return start;
  let at = start + MARKER.length;
  if (at >= end) return end;
  const code = text.charCodeAt(at);
  if (!isBlank(code) && code !== TAB) return start;
  while (text.charCodeAt(at) === SPACE) at++;
  if (at >= end) return end;
  if (text.charCodeAt(at) !== HASH && !isLineEnd(text.charCodeAt(at))) refuse('marker line');
  const newline = text.indexOf('\n', at);
  return newline < 0 || newline >= end ? end : newline + 1;
}
