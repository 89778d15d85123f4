import { DASH, GREATER, HASH, isLineEnd, NEWLINE, PLUS, SPACE, TAB } from './character.ts';
import { refuse } from './refusal.ts';

/** `|`, `>` and what stands behind them on the line. */
interface BlockHeader {
  readonly isFolded: boolean;
  /** What becomes of the newlines at the end. */
  readonly chomp: 'clip' | 'strip' | 'keep';
  /** Written indentation, relative to the parent; 0 where the first line decides. */
  readonly indent: number;
  /** The first offset of the line below. */
  readonly contentStart: number;
}

function readHeader(text: string, start: number): BlockHeader {
  let at = start + 1;
  let chomp: BlockHeader['chomp'] | undefined;
  let indent = 0;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (chomp === undefined && (code === PLUS || code === DASH)) {
      chomp = code === PLUS ? 'keep' : 'strip';
    } else if (indent === 0 && code >= 0x31 && code <= 0x39) indent = code - 0x30;
    else break;
  }
  const spaces = at;
  while (text.charCodeAt(at) === SPACE) at++;
  if (text.charCodeAt(at) === HASH && at > spaces) at = text.indexOf('\n', at);
  else if (!isLineEnd(text.charCodeAt(at))) refuse('block scalar');
  const newline = at < 0 ? -1 : text.indexOf('\n', at);
  if (newline < 0) refuse('end of text in a value');
  const isFolded = text.charCodeAt(start) === GREATER;
  return { isFolded, chomp: chomp ?? 'clip', indent, contentStart: newline + 1 };
}

export interface BlockScalar {
  readonly end: number;
  /** Set where only the place in the document tells how the text is indented. */
  readonly decoded: string | undefined;
  /** Where the line behind the scalar begins. */
  readonly next: number;
}

/**
 * Finds the end of the block scalar at `start`, a value of a collection that is indented by
 * `parentIndent`. What is rare and hard is refused: lines of spaces that may be text, tabs where
 * indentation is expected, no text at all.
 */
export function scanBlockScalar(
  text: string,
  start: number,
  limit: number,
  parentIndent: number,
): BlockScalar {
  if (parentIndent < 0) refuse('block scalar');
  const header = readHeader(text, start);
  const { contentStart } = header;
  let indent = header.indent === 0 ? -1 : parentIndent + header.indent;
  let widestBlank = 0;
  let at = contentStart;
  let end = contentStart;
  while (at < limit) {
    let ink = at;
    while (text.charCodeAt(ink) === SPACE) ink++;
    const code = text.charCodeAt(ink);
    const lineEnd = endOfLine(text, ink, limit);
    if (isLineEnd(code)) {
      // Spaces beyond the indentation may be text.
      if (indent >= 0 && ink - at > indent) refuse('block scalar');
      widestBlank = Math.max(widestBlank, ink - at);
    } else {
      if (ink >= limit) refuse('block scalar');
      if (ink - at <= parentIndent || (indent >= 0 && ink - at < indent)) {
        if (code === TAB || ink - at > parentIndent) refuse('block scalar');
        break;
      }
      if (indent < 0) {
        indent = ink - at;
        if (code === TAB || widestBlank > indent) refuse('block scalar');
      }
      end = lineEnd;
    }
    at = lineEnd;
  }
  if (end === contentStart) refuse('block scalar');
  if (header.chomp === 'keep') end = at;
  const decoded = header.indent === 0 ? undefined : decode(text, header, indent, end);
  return { end, decoded, next: at };
}

/** The offset behind the newline of the line, or the end of the text. */
function endOfLine(text: string, at: number, limit: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 || newline >= limit ? limit : newline + 1;
}

/** The text of a block scalar whose first line shows the indentation. */
export function decodeBlockScalar(text: string, start: number, end: number): string {
  const header = readHeader(text, start);
  let lineStart = header.contentStart;
  for (;;) {
    let ink = lineStart;
    while (text.charCodeAt(ink) === SPACE) ink++;
    if (!isLineEnd(text.charCodeAt(ink))) return decode(text, header, ink - lineStart, end);
    lineStart = text.indexOf('\n', ink) + 1;
  }
}

function decode(text: string, header: BlockHeader, indent: number, end: number): string {
  const raw = text.slice(header.contentStart, end);
  const isPlain = !header.isFolded && header.chomp !== 'keep' && !raw.includes('\r');
  if (!isPlain) return decodeByLine(text, header, indent, end);
  const content = trimNewlines(raw.replace(indentation(indent), ''));
  return header.chomp === 'strip' ? content : `${content}\n`;
}

const indentations = new Map<number, RegExp>();

/** Up to so many spaces at the start of each line. */
function indentation(width: number): RegExp {
  let pattern = indentations.get(width);
  if (pattern === undefined) {
    pattern = new RegExp(`^ {1,${width}}`, 'gm');
    indentations.set(width, pattern);
  }
  return pattern;
}

function trimNewlines(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === NEWLINE) end--;
  return text.slice(0, end);
}

function decodeByLine(text: string, header: BlockHeader, indent: number, end: number): string {
  const lines: string[] = [];
  for (let at = header.contentStart; at < end;) {
    const next = endOfLine(text, at, end);
    lines.push(contentOf(text, at, next, indent));
    at = next;
  }
  let used = lines.length;
  while (used > 0 && lines[used - 1] === '') used--;
  const content = lines.slice(0, used);
  const value = header.isFolded ? fold(content) : content.join('\n');
  switch (header.chomp) {
    case 'strip':
      return value;
    case 'clip':
      return `${value}\n`;
    case 'keep':
      return value + '\n'.repeat(lines.length - used + 1);
  }
}

/** A line without its indentation and line end. */
function contentOf(text: string, start: number, next: number, indent: number): string {
  let end = next;
  while (end > start && isLineEnd(text.charCodeAt(end - 1))) end--;
  return start + indent >= end ? '' : text.slice(start + indent, end);
}

/**
 * Joins lines with spaces; empty lines become newlines; lines that are indented more than the first
 * keep the breaks around them.
 */
function fold(lines: readonly string[]): string {
  let folded = '';
  let empty = 0;
  let isFirst = true;
  let wasIndented = false;
  for (const line of lines) {
    if (line === '') {
      empty++;
      continue;
    }
    const first = line.charCodeAt(0);
    const isIndented = first === SPACE || first === TAB;
    if (isFirst) folded = '\n'.repeat(empty);
    else if (isIndented || wasIndented) folded += '\n'.repeat(empty + 1);
    else folded += empty === 0 ? ' ' : '\n'.repeat(empty);
    folded += line;
    empty = 0;
    isFirst = false;
    wasIndented = isIndented;
  }
  return folded;
}
