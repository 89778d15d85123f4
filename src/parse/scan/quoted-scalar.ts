import {
  BACKSLASH,
  DOUBLE_QUOTE,
  isLineEnd,
  NEWLINE,
  RETURN,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './character.ts';
import { breakText, foldLines } from './fold.ts';
import { refuse } from './refusal.ts';

/** The offset behind the closing quote of the scalar that begins at `start`. */
export function quotedEnd(text: string, start: number, limit: number): number {
  return text.charCodeAt(start) === DOUBLE_QUOTE
    ? doubleQuotedEnd(text, start, limit)
    : singleQuotedEnd(text, start, limit);
}

function singleQuotedEnd(text: string, start: number, limit: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf("'", at);
    if (quote < 0 || quote >= limit) refuse('end of text in a value');
    if (text.charCodeAt(quote + 1) !== SINGLE_QUOTE) return quote + 1;
    at = quote + 2;
  }
}

function doubleQuotedEnd(text: string, start: number, limit: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE) {
      if (at >= limit) refuse('end of text in a value');
      return at + 1;
    }
    if (code === BACKSLASH) at += escapeLength(text, at);
    else if (Number.isNaN(code)) refuse('end of text in a value');
    else at++;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const HEX = /^[0-9a-fA-F]+$/;
const LARGEST_CODE_POINT = 0x10ffff;

/** How long the escape at a backslash is; a backslash before a line end is an escape of one. */
function escapeLength(text: string, at: number): number {
  const letter = text.charAt(at + 1);
  if (letter in ESCAPES) return 2;
  if (isLineEnd(text.charCodeAt(at + 1))) return 1;
  const length = HEX_LENGTHS[letter];
  if (length === undefined) refuse('quoted scalar');
  const digits = text.slice(at + 2, at + 2 + length);
  const isCode =
    digits.length === length && HEX.test(digits) && parseInt(digits, 16) <= LARGEST_CODE_POINT;
  if (!isCode) refuse('quoted scalar');
  return 2 + length;
}

/** The text of a quoted scalar; undefined where it is what stands between the quotes. */
export function decodeQuoted(text: string, start: number, end: number): string | undefined {
  const inner = text.slice(start + 1, end - 1);
  if (text.charCodeAt(start) === SINGLE_QUOTE) {
    if (!inner.includes("'") && !inner.includes('\n')) return undefined;
    return foldLines(inner).replaceAll("''", "'");
  }
  if (!inner.includes('\\') && !inner.includes('\n')) return undefined;
  return decodeDouble(inner);
}

function decodeDouble(inner: string): string {
  let decoded = '';
  let at = 0;
  while (at < inner.length) {
    const code = inner.charCodeAt(at);
    if (code === BACKSLASH) {
      const length = escapeLength(inner, at);
      decoded += escapedText(inner, at, length);
      at += length;
      if (length === 1) at = afterEscapedBreak(inner, at);
    } else if (code === SPACE || code === TAB || isLineEnd(code)) {
      const end = endOfSpace(inner, at);
      const breaks = countNewlines(inner, at, end);
      decoded += breaks === 0 ? inner.slice(at, end) : breakText(breaks);
      at = end;
    } else {
      let end = at + 1;
      while (end < inner.length && !isSpecial(inner.charCodeAt(end))) end++;
      decoded += inner.slice(at, end);
      at = end;
    }
  }
  return decoded;
}

function isSpecial(code: number): boolean {
  return code === BACKSLASH || code === SPACE || code === TAB || isLineEnd(code);
}

function escapedText(inner: string, at: number, length: number): string {
  if (length === 1) return '';
  if (length === 2) return ESCAPES[inner.charAt(at + 1)] ?? '';
  return String.fromCodePoint(parseInt(inner.slice(at + 2, at + length), 16));
}

/** An escaped line break drops out, and so does the indentation of the next line. */
function afterEscapedBreak(inner: string, at: number): number {
  let next = inner.charCodeAt(at) === RETURN ? at + 2 : at + 1;
  while (inner.charCodeAt(next) === SPACE || inner.charCodeAt(next) === TAB) next++;
  return next;
}

function endOfSpace(inner: string, start: number): number {
  let at = start;
  for (;;) {
    const code = inner.charCodeAt(at);
    if (code !== SPACE && code !== TAB && !isLineEnd(code)) return at;
    at++;
  }
}

function countNewlines(inner: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (inner.charCodeAt(at) === NEWLINE) count++;
  return count;
}
