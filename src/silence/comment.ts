import type { Document } from '../parse/index.ts';
import { scalarsAt } from '../parse/scalar-at.ts';
import { MARKER } from './marker.ts';
import { keysOfLines } from './keys.ts';
import { FORMS, reachOf, type Lines } from './reach.ts';
import { readWords } from './words.ts';
import type {
  Suppression,
  SuppressionPlace,
  SuppressionProblem,
  Suppressions,
} from './suppression.ts';

/** The marker with what makes it more than a mention, up to the end of the line. */
const DIRECTIVE = /k8s-svc-lint[-: ]+((?:disable|ignore|suppress|silence)[a-z-]*)([^\r\n]*)/g;
const REASON = /(?:^|\s)--+(?:\s+|$)/;
/** What stands before a directive in a comment of YAML: its `#`, or another directive's words. */
const COMMENT_START = /(?:^|\s)#+[ \t]*$/;
/** What ends a comment in the languages that a ConfigMap may hold. */
const COMMENT_END = /\s*(?:-->|\*\/|--\}\}|%>)\s*$/;

/** A comment that says what is not to be reported. */
interface Comment {
  readonly form: string;
  readonly isSpeltRight: boolean;
  /** Behind the form: rules, until when, reason. */
  readonly text: string;
  readonly start: number;
  readonly textStart: number;
  /** The lines of the text that it stands in; undefined for a comment of YAML itself. */
  readonly payload: Lines | undefined;
}

/** Reads the comments of a document. What stands above the first of a file belongs to it, too. */
export function readComments(document: Document, file: readonly Document[]): Suppressions {
  const suppressions: Suppression[] = [];
  const problems: SuppressionProblem[] = [];
  for (const comment of findComments(document, document === file[0])) {
    const place = (start: number, length: number): SuppressionPlace => ({
      file: document.file.path,
      document: document.index,
      range: document.file.rangeAt(start, start + length),
      resource: null,
    });
    const read = readComment(comment, document, file, place);
    suppressions.push(...read.suppressions);
    // A text that a manifest carries may be meant for somebody else.
    if (comment.payload === undefined) problems.push(...read.problems);
  }
  return { suppressions, problems };
}

function findComments({ file, start, end, tree }: Document, isFirst: boolean): Comment[] {
  const from = isFirst ? 0 : start;
  const matches = [...file.text.slice(from, end).matchAll(DIRECTIVE)];
  const offsets = matches.map(({ index }) => from + index);
  const scalars = tree === undefined ? [] : scalarsAt(tree, offsets);
  return matches.flatMap((match, index) => {
    const [whole, form = '', text = ''] = match;
    const offset = from + match.index;
    const scalar = scalars[index];
    const lineStart = file.text.lastIndexOf('\n', offset - 1) + 1;
    const isComment = COMMENT_START.test(file.text.slice(lineStart, offset));
    if (scalar === undefined && !isComment) return [];
    return [
      {
        form,
        isSpeltRight: whole.startsWith(`${MARKER}-${form}`),
        text: text.replace(COMMENT_END, ''),
        start: offset,
        textStart: offset + whole.length - text.length,
        payload: scalar && {
          first: file.positionAt(scalar.start).line,
          last: file.positionAt(scalar.end).line,
        },
      },
    ];
  });
}

function readComment(
  comment: Comment,
  document: Document,
  file: readonly Document[],
  place: (start: number, length: number) => SuppressionPlace,
): Suppressions {
  const { form, text, start, textStart, payload } = comment;
  const known = FORMS.find((it) => it === form);
  if (known === undefined || !comment.isSpeltRight) {
    const written = document.file.text.slice(start, textStart);
    const message = `"${written}" is nothing that silences; write ${meantForm(form)}`;
    return { suppressions: [], problems: [{ at: place(start, textStart - start), message }] };
  }
  // A text that lies in a manifest speaks of itself alone.
  if (payload !== undefined && known === 'disable-file') return { suppressions: [], problems: [] };
  const dashes = REASON.exec(text);
  const reason = dashes === null ? '' : text.slice(dashes.index + dashes[0].length).trim();
  const { rules, until, problems } = readWords(text.slice(0, dashes?.index));
  const reach = reachOf(known, comment, document, file);
  // Without its last day it would hold for good: rather not at all.
  const held = problems.length === 0 ? rules : [];
  const suppressions = held.map(({ text: rule, offset }): Suppression => ({
    by: 'comment',
    rule,
    reason: reason === '' ? undefined : reason,
    until,
    at: place(textStart + offset, rule.length),
    keys: keysOfLines(document.file.path, reach.lines),
    reach: reach.name,
    covers: (end) =>
      end.file === document.file.path &&
      reach.lines.some(({ first, last }) => end.line >= first && end.line <= last),
    // What is still to be rendered is linted then, and its comments with it.
    mustBeUsed: payload === undefined && document.tree !== undefined,
  }));
  const wrong = problems.map(({ word, message }) => ({
    at: place(textStart + word.offset, word.text.length),
    message,
  }));
  if (rules.length === 0) {
    const message = `"${MARKER}-${known}" names no rule, and silences nothing; the rule of a finding stands in brackets behind it`;
    wrong.push({ at: place(start, textStart - start), message });
  }
  return { suppressions, problems: wrong };
}

/** What was meant by another word. */
function meantForm(form: string): string {
  if (form.includes('file')) return `${MARKER}-disable-file`;
  const isThisLine = form.includes('lin') && !form.includes('next');
  return `${MARKER}-${isThisLine ? 'disable-line' : 'disable-next-line'}`;
}
