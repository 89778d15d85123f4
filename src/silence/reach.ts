import type { Document } from '../parse/index.ts';

/** What a comment may begin with, behind the marker. */
export const FORMS = ['disable-line', 'disable-next-line', 'disable-file'] as const;
export type Form = (typeof FORMS)[number];

/** From the first to the last, both included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** The lines that a comment speaks of, and what to call them. */
export interface Reach {
  readonly name: string;
  readonly lines: readonly Lines[];
}

export interface CommentPlace {
  readonly start: number;
  /** The lines of the text that it stands in; undefined for a comment of YAML itself. */
  readonly payload: Lines | undefined;
}

/** `file` holds all documents of the file. */
export function reachOf(
  form: Form,
  { start, payload }: CommentPlace,
  document: Document,
  file: readonly Document[],
): Reach {
  if (form === 'disable-file') return { name: 'this file', lines: linesOfFile(document, file) };
  const text = document.file;
  const { line } = text.positionAt(start);
  if (payload === undefined && isHead(document, start)) {
    const { first, last } = linesOf(document);
    return { name: 'this document', lines: [{ first: Math.min(first, line), last }] };
  }
  const before = text.text.slice(text.offsetAt({ line, column: 1 }), start);
  const isAlone = !/\w/.test(before) && (payload !== undefined || isCommentLine(before));
  if (form === 'disable-line' && !isAlone) {
    return { name: 'this line', lines: [{ first: line, last: line }] };
  }
  // In a text that a manifest carries nobody knows which lines are comments.
  const next = payload === undefined ? nextContentLine(document, line) : line + 1;
  const last = payload === undefined ? next : Math.min(next, payload.last);
  return { name: 'the next line', lines: [{ first: isAlone ? line : last, last }] };
}

/**
 * All lines; of what Helm has rendered those of the same template, for these were files before they
 * became one stream.
 */
function linesOfFile(document: Document, file: readonly Document[]): readonly Lines[] {
  const template = templateOf(document);
  if (template === undefined) return [{ first: 1, last: Infinity }];
  return file.filter((it) => templateOf(it) === template).map(linesOf);
}

const RENDERED = /---[ \t]*\r?\n# Source: (\S.*)/y;

/** What `helm template` writes below the separator. */
function templateOf({ file, start }: Document): string | undefined {
  RENDERED.lastIndex = start;
  return RENDERED.exec(file.text)?.[1];
}

function linesOf({ file, start, end }: Document): Lines {
  const last = file.positionAt(Math.max(start, end - 1)).line;
  return { first: file.positionAt(start).line, last };
}

/** Whether nothing but comments stands above, in the document. */
function isHead({ file, start: begin }: Document, start: number): boolean {
  if (start < begin) return true;
  const lines = file.text.slice(begin, start).split('\n');
  return lines.every(
    (line, index) => isCommentLine(line) || (index === 0 && /^---\s*(?:#.*)?$/.test(line)),
  );
}

function nextContentLine({ file, end }: Document, line: number): number {
  const last = file.positionAt(end).line;
  let next = line + 1;
  while (next < last && isCommentLine(file.lineText(next))) next++;
  return next;
}

function isCommentLine(text: string): boolean {
  return /^\s*(?:#|$)/.test(text);
}
