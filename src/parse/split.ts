/** A stretch of a text: offsets, `end` exclusive. */
export interface Segment {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a stream where a line begins with `---`, as kubectl does (S-1010); a YAML parser always starts
 * anew there, so reading piece by piece gives what reading the whole gives. JSON values may follow
 * each other without separator (S-1013). Directives and `...` make boundaries that only a parser
 * sees: such a text is one segment, perhaps of several documents.
 */
export function splitDocuments(text: string): Segment[] {
  if (needsParser(text)) return [{ start: 0, end: text.length }];
  const segments: Segment[] = [];
  let start = 0;
  let isFirst = true;
  for (let at = nextSeparator(text, 0); ; at = nextSeparator(text, start + 3)) {
    const end = at < 0 ? text.length : at;
    // Comments before the first separator belong to the document behind it.
    if (!isFirst || hasContent(text, start, end)) segments.push({ start, end });
    if (at < 0) break;
    start = at;
    isFirst = false;
  }
  return segments.flatMap((segment) => splitJson(text, segment));
}

function needsParser(text: string): boolean {
  return (
    text.startsWith('%') ||
    text.includes('\n%') ||
    (text.startsWith('...') && isSpaceAt(text, 3)) ||
    hasDots(text)
  );
}

function hasDots(text: string): boolean {
  for (let at = text.indexOf('\n...'); at >= 0; at = text.indexOf('\n...', at + 4)) {
    if (isSpaceAt(text, at + 4)) return true;
  }
  return false;
}

/** The next `---` at the start of a line at or after `from`; -1 when there is none. */
function nextSeparator(text: string, from: number): number {
  if (from === 0 && text.startsWith('---') && isSpaceAt(text, 3)) return 0;
  let at = text.indexOf('\n---', from);
  while (at >= 0 && !isSpaceAt(text, at + 4)) at = text.indexOf('\n---', at + 4);
  return at < 0 ? at : at + 1;
}

const SPACE = 0x20;
const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const HASH = 0x23;

function isSpaceAt(text: string, offset: number): boolean {
  return offset >= text.length || isSpace(text.charCodeAt(offset));
}

function isSpace(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === RETURN || code === TAB;
}

/** Whether anything but white space and comments stands there. */
export function hasContent(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === HASH) {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? end : newline + 1;
    } else if (isSpace(code)) at++;
    else return true;
  }
  return false;
}

/** A JSON object, and not a template that begins with `{{` or `{%`. */
const JSON_START = /^(?:---[ \t]*(?:#[^\n]*)?\r?\n)?\s*(?=\{\s*["}])/;
const CLOSING = /\s*/y;

/** `{…}{…}`: each value ends where its braces close outside of strings. */
function splitJson(text: string, segment: Segment): Segment[] {
  const head = JSON_START.exec(text.slice(segment.start, segment.start + 200))?.[0];
  if (head === undefined) return [segment];
  const segments: Segment[] = [];
  let start = segment.start;
  let brace = start + head.length;
  while (start < segment.end) {
    const end = endOfJson(text, brace, segment.end);
    segments.push({ start, end });
    CLOSING.lastIndex = end;
    CLOSING.test(text);
    if (CLOSING.lastIndex >= segment.end) break;
    // Anything but another object makes it YAML, which is read as a whole.
    if (text[CLOSING.lastIndex] !== '{') return [segment];
    start = end;
    brace = CLOSING.lastIndex;
  }
  return segments;
}

/** The offset behind the object that begins at `start`. */
function endOfJson(text: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at, end);
    else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth <= 0) return at + 1;
  }
  return end;
}

function endOfString(text: string, quote: number, end: number): number {
  let at = quote + 1;
  while (at < end && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}
