import {
  BYTE_ORDER_MARK,
  COLON,
  DASH,
  HASH,
  isBlank,
  isFlowIndicator,
  isLineEnd,
  NEWLINE,
  QUESTION,
  RETURN,
  SPACE,
  TAB,
} from './character.ts';
import { refuse, type RefusalReason } from './refusal.ts';

/** What a plain scalar may begin with among ASCII: none of YAML's indicators. */
const START = /[A-Za-z0-9_./$(~+\\^=;<)]/;

const IS_START = Uint8Array.from({ length: 128 }, (_, code) =>
  START.test(String.fromCharCode(code)) ? 1 : 0,
);

const INDICATORS: Readonly<Record<string, RefusalReason>> = {
  '&': 'anchor',
  '*': 'alias',
  '!': 'tag',
  '?': 'explicit key',
};

/** Refuses what cannot begin a plain scalar, or only in ways that are not worth knowing. */
export function checkPlainStart(text: string, at: number): void {
  const code = text.charCodeAt(at);
  if (code >= 128) {
    if (code === BYTE_ORDER_MARK) refuse('indicator');
    return;
  }
  if (IS_START[code] === 1) return;
  if (code === DASH || code === QUESTION || code === COLON) {
    const next = text.charCodeAt(at + 1);
    if (!isBlank(next) && next !== TAB) return;
  }
  refuse(INDICATORS[text.charAt(at)] ?? 'indicator');
}

/**
 * The end of a plain scalar in a block collection that is indented by `parentIndent`; it may go on
 * over lines that are indented more.
 */
export function plainEnd(text: string, start: number, limit: number, parentIndent: number): number {
  let at = start;
  let end = start;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (code > HASH && code !== COLON) end = ++at;
    else if (code === COLON) {
      const next = text.charCodeAt(at + 1);
      if (at + 1 >= limit || isBlank(next) || next === TAB) refuse('plain scalar');
      end = ++at;
    } else if (code === SPACE) {
      at++;
      if (text.charCodeAt(at) === HASH) break;
    } else if (isLineEnd(code)) {
      const next = continuation(text, at, limit, parentIndent);
      if (next < 0) break;
      at = next;
    } else if (code === TAB) refuse('tab');
    else end = ++at;
  }
  return end;
}

/** Where the scalar goes on below its line; -1 where it does not. */
function continuation(text: string, lineEnd: number, limit: number, parentIndent: number): number {
  let lineStart = text.charCodeAt(lineEnd) === RETURN ? lineEnd + 2 : lineEnd + 1;
  for (;;) {
    let at = lineStart;
    while (text.charCodeAt(at) === SPACE) at++;
    if (at >= limit) return -1;
    const code = text.charCodeAt(at);
    if (code === NEWLINE) lineStart = at + 1;
    else if (code === RETURN) lineStart = at + 2;
    else {
      const isDeeper = at - lineStart > parentIndent;
      if (!isDeeper || code === HASH) return -1;
      if (code === TAB) refuse('tab');
      if (parentIndent < 0) refuse('plain scalar');
      return at;
    }
  }
}

/** The end of a plain scalar between brackets; it ends with its line. */
export function flowPlainEnd(text: string, start: number, limit: number): number {
  let at = start;
  let end = start;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (code === COLON) {
      const next = text.charCodeAt(at + 1);
      if (isBlank(next) || isFlowIndicator(next)) break;
      if (next === TAB) refuse('tab');
      end = ++at;
    } else if (isFlowIndicator(code) || isLineEnd(code)) break;
    else if (code === SPACE) {
      at++;
      if (text.charCodeAt(at) === HASH) break;
    } else if (code === TAB) refuse('tab');
    else end = ++at;
  }
  return end;
}
