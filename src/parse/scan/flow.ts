import { NodeKind, type NodeIndex } from '../tree.ts';
import {
  AMPERSAND,
  COLON,
  COMMA,
  DASH,
  DOUBLE_QUOTE,
  HASH,
  isBlank,
  isFlowIndicator,
  LEFT_BRACE,
  LEFT_BRACKET,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  SINGLE_QUOTE,
  SPACE,
  STAR,
} from './character.ts';
import type { DocumentState } from './document-state.ts';
import { checkPlainStart, flowPlainEnd } from './plain-scalar.ts';
import { refuse } from './refusal.ts';

/** YAML allows a colon to be this far behind the start of its key. */
export const LONGEST_KEY = 1024;

/** `at` is a bracket or a brace; goes behind the closing one. JSON is read here, too. */
export function scanFlow(state: DocumentState, parentIndent: number): NodeIndex {
  const { cursor } = state;
  const isMapping = cursor.text.charCodeAt(cursor.at) === LEFT_BRACE;
  const closing = isMapping ? RIGHT_BRACE : RIGHT_BRACKET;
  const collection = state.openCollection(isMapping ? NodeKind.Mapping : NodeKind.Sequence);
  cursor.at++;
  let code = state.skipFlowSpace(parentIndent);
  while (code !== closing) {
    if (isMapping) code = scanPair(state, parentIndent, code);
    scanValue(state, parentIndent, code);
    code = state.skipFlowSpace(parentIndent);
    if (code === COMMA) {
      cursor.at++;
      if (cursor.text.charCodeAt(cursor.at) === HASH) refuse('flow');
      code = state.skipFlowSpace(parentIndent);
    } else if (code !== closing) refuse('flow');
  }
  cursor.at++;
  state.closeCollection(collection, cursor.at);
  return collection;
}

/** The key and its colon; gives the first character of the value. */
function scanPair(state: DocumentState, parentIndent: number, code: number): number {
  const { cursor } = state;
  const start = cursor.at;
  if (code === LEFT_BRACE || code === LEFT_BRACKET) refuse('key');
  const isQuoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
  const { lineStart } = cursor;
  const key = state.nodes.length;
  if (isQuoted) state.addQuoted(parentIndent);
  else scanPlain(state, code);
  state.numberKey(key);
  if (cursor.lineStart !== lineStart) refuse('key');
  while (cursor.text.charCodeAt(cursor.at) === SPACE) cursor.at++;
  if (cursor.text.charCodeAt(cursor.at) !== COLON) refuse('key');
  if (cursor.at - start > LONGEST_KEY) refuse('key');
  cursor.at++;
  const next = cursor.text.charCodeAt(cursor.at);
  // Behind a quoted key the value may follow at once, as in JSON.
  if (isQuoted ? next === COLON : !isBlank(next)) refuse('key');
  const value = state.skipFlowSpace(parentIndent);
  if (value === COMMA || value === RIGHT_BRACE) refuse('flow');
  return value;
}

function scanValue(state: DocumentState, parentIndent: number, code: number): void {
  if (code === LEFT_BRACE || code === LEFT_BRACKET) scanFlow(state, parentIndent);
  else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) state.addQuoted(parentIndent);
  else if (code === STAR) scanAlias(state);
  else if (code === AMPERSAND) scanAnchored(state, parentIndent);
  else scanPlain(state, code);
}

function scanPlain(state: DocumentState, code: number): void {
  const { cursor } = state;
  if (code === COLON || isFlowIndicator(code)) refuse('flow');
  if (code === DASH && isFlowIndicator(cursor.text.charCodeAt(cursor.at + 1))) refuse('flow');
  checkPlainStart(cursor.text, cursor.at);
  const end = flowPlainEnd(cursor.text, cursor.at, cursor.limit);
  state.nodes.add(NodeKind.Plain, cursor.at, end);
  cursor.at = end;
}

function scanAlias(state: DocumentState): void {
  state.addAlias();
  const next = state.cursor.text.charCodeAt(state.cursor.at);
  if (!isBlank(next) && !isFlowIndicator(next)) refuse('alias');
}

/** An anchor and its value on the same line. */
function scanAnchored(state: DocumentState, parentIndent: number): void {
  const { cursor } = state;
  const name = state.openAnchor();
  const at = cursor.afterSpaces(cursor.at);
  if (at === cursor.at) refuse('anchor');
  cursor.at = at;
  const code = cursor.text.charCodeAt(at);
  const isValue = code !== AMPERSAND && code !== STAR && code !== HASH && !cursor.isLineEndAt(at);
  if (!isValue) refuse('anchor');
  scanValue(state, parentIndent, code);
  state.closeAnchor(name);
}
