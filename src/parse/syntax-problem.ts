import type { CST, ErrorCode } from 'yaml';
import type { SyntaxProblem } from './document.ts';
import { walkTokens } from './nesting.ts';

interface YamlError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/**
 * What is wrong with a document, for a person: one problem, because what a parser says after its
 * first complaint is mostly about its own confusion.
 */
export function explainYamlError(
  error: YamlError,
  tokens: readonly CST.Token[],
  text: string,
): SyntaxProblem {
  const quote = isUnclosedQuote(error) ? openingQuote(tokens, error.pos[0]) : undefined;
  const start = quote ?? firstInk(text, error.pos[0]);
  return {
    code: error.code,
    message: inWords(error, text, start),
    start,
    end: wordEnd(text, start),
  };
}

function isUnclosedQuote({ message }: YamlError): boolean {
  return message.startsWith('Missing closing');
}

/** Where the scalar begins whose closing quote is missed at `end`. */
function openingQuote(tokens: readonly CST.Token[], end: number): number | undefined {
  let found: number | undefined;
  walkTokens(tokens, (token) => {
    const isQuoted = token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar';
    if (isQuoted && token.offset + token.source.length === end) found = token.offset;
    return found === undefined;
  });
  return found;
}

function inWords({ code, message }: YamlError, text: string, start: number): string {
  const character = text[start] ?? '';
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab indents this line: YAML takes only spaces there';
    case 'BAD_SCALAR_START':
      return `a value cannot begin with ${character} unless it stands in quotes`;
    case 'BAD_DQ_ESCAPE':
      return 'no such escape inside "…": write \\\\ for a backslash, or use \'…\'';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a second key on one line: put the value in quotes, or this key on a line of its own';
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
      return 'the text before this colon is no key: a key stands on one line';
    case 'BAD_INDENT':
      return message.startsWith('Flow')
        ? 'this [ or { is not closed, or its lines are not indented deeper than its key'
        : 'this line is not indented like its siblings above';
    case 'MISSING_CHAR':
      if (message.startsWith('Missing closing')) return `this ${character} is never closed`;
      if (message.startsWith('Implicit map keys'))
        return 'a key without a colon and a space behind it';
      if (message.startsWith('Sequence item')) {
        return 'this line is not indented like the item above, and is no item of its own';
      }
      break;
    case 'UNEXPECTED_TOKEN':
      return 'this text belongs to nothing: check the indentation and the quotes above it';
    default:
  }
  return message.charAt(0).toLowerCase() + message.slice(1);
}

const INK = /\S/g;

/** The first visible character at or after `offset`: `yaml` points at the white space before. */
function firstInk(text: string, offset: number): number {
  INK.lastIndex = Math.min(offset, text.length);
  const at = INK.exec(text)?.index;
  if (at !== undefined) return at;
  return Math.max(0, text.trimEnd().length - 1);
}

const WORD = /\S+/y;

function wordEnd(text: string, start: number): number {
  WORD.lastIndex = start;
  return start + (WORD.exec(text)?.[0].length ?? 0);
}
