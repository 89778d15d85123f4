import type { Document, Field } from '../parse/index.ts';
import type { SourceFile } from '../source/source-file.ts';

/** What `kubectl apply -f` does with a document: undefined is "sends its objects". */
export type Unsent = string | undefined;

/**
 * Why kubectl never sends what stands in a document; documents that it sends are not in the map.
 * kubectl reads a file piece by piece and stops at the first piece that it cannot take: what stands
 * before is applied, the rest is not (S-1010 to S-1019, recorded in 308 to 327).
 */
export function findUnsentDocuments(documents: readonly Document[]): ReadonlyMap<Document, string> {
  const unsent = new Map<Document, string>();
  // A large file is read in pieces, each a file of its own under the same path.
  const ends = new Map<string, string>();
  for (const [file, inFile] of groupByFile(documents)) {
    let end = ends.get(file.path);
    for (const piece of readPieces(file, inFile)) {
      const [first, ...others] = piece.documents;
      for (const document of others) {
        unsent.set(document, 'kubectl reads one document between two separators, this is another');
      }
      end ??= piece.end;
      if (first === undefined) continue;
      end ??= whyReadingEnds(first);
      if (end !== undefined) unsent.set(first, end);
    }
    if (end !== undefined) ends.set(file.path, end);
  }
  return unsent;
}

function groupByFile(documents: readonly Document[]): Map<SourceFile, Document[]> {
  const byFile = new Map<SourceFile, Document[]>();
  for (const document of documents) {
    const list = byFile.get(document.file);
    if (list === undefined) byFile.set(document.file, [document]);
    else list.push(document);
  }
  return byFile;
}

/** What kubectl takes in one bite, with the documents that we see in it. */
interface Piece {
  readonly documents: readonly Document[];
  /** Why reading ends before this piece. */
  readonly end?: string;
}

const JSON_START = /^\s*\{/;

/** A file that begins with `{` is a stream of JSON values, until one of them is none. */
function* readPieces(file: SourceFile, documents: readonly Document[]): Generator<Piece> {
  const filled = documents.filter(
    (it) => it.tree !== undefined || it.problems.length > 0 || it.isTemplate,
  );
  if (!JSON_START.test(file.text)) {
    yield* yamlPieces(file.text, 0, filled);
    return;
  }
  let count = 0;
  for (const document of filled) {
    if (!isJson(file.text.slice(document.start, document.end))) break;
    count++;
    yield { documents: [document] };
  }
  const rest = filled.slice(count);
  const [next] = rest;
  if (next === undefined) return;
  if (count > 1) {
    // After two JSON values kubectl does not think of YAML any more (recorded in 314).
    yield {
      documents: [],
      end: 'the file begins as JSON and does not go on as JSON: kubectl stops here',
    };
    yield* rest.map((document) => ({ documents: [document] }));
  } else yield* yamlPieces(file.text, count === 0 ? 0 : (filled[0]?.end ?? 0), rest);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const SEPARATOR = /^---(.*)$/gm;

/** In its first line that is neither empty nor a comment (S-1014). */
const DIRECTIVE = /^(?:---.*\n)?(?:[^\S\n]*(?:#.*)?\n)*%/;

/** Pieces between lines that begin with `---`; only a comment may follow on such a line (S-1010). */
function* yamlPieces(text: string, from: number, documents: readonly Document[]): Generator<Piece> {
  const starts: { at: number; isValid: boolean }[] = [];
  for (const match of text.matchAll(SEPARATOR)) {
    if (match.index < from) continue;
    const after = (match[1] ?? '').trim();
    starts.push({ at: match.index, isValid: after === '' || after.startsWith('#') });
  }
  let next = 0;
  let end: string | undefined;
  for (let index = -1; index < starts.length; index++) {
    const upper = starts[index + 1];
    const inPiece: Document[] = [];
    for (; next < documents.length; next++) {
      const document = documents[next];
      if (document === undefined || contentStart(document) >= (upper?.at ?? Infinity)) break;
      inPiece.push(document);
    }
    // The piece before a bad separator is lost with it (recorded in 308).
    const piece = text.slice(starts[index]?.at ?? from, upper?.at);
    if (DIRECTIVE.test(piece)) end ??= 'kubectl does not take YAML directives: it stops here';
    if (upper?.isValid === false) end ??= 'something follows "---" on its line: kubectl stops here';
    yield end === undefined ? { documents: inPiece } : { documents: inPiece, end };
  }
}

function contentStart(document: Document): number {
  return document.root.extent()?.start ?? document.problems[0]?.start ?? document.start;
}

/** Why kubectl goes no further than this document (S-1012). */
function whyReadingEnds(document: Document): Unsent {
  const { root } = document;
  if (document.isTemplate) return 'kubectl cannot read a template: it stops here';
  if (document.problems.length > 0) return 'kubectl cannot read this as YAML: it stops here';
  if (root.shape === 'null' || root.shape === 'missing') return undefined;
  if (root.shape !== 'mapping') return 'this document is no object: kubectl stops here';
  return whyNoObject(root, undefined);
}

/** An item of a List is checked like a document; a List in a List is none (recorded in 323). */
function whyNoObject(field: Field, inherited: string | undefined): Unsent {
  if (field.shape !== 'mapping') return 'an item of this List is no object: kubectl stops here';
  const kind = field.get('kind').string()?.value ?? inherited;
  const apiVersion = field.get('apiVersion').string()?.value ?? inherited;
  if (kind === undefined || apiVersion === undefined) {
    return 'an object needs apiVersion and kind: kubectl stops here';
  }
  const items = kind.endsWith('List') ? field.get('items') : undefined;
  if (items?.shape !== 'sequence') return undefined;
  const itemKind = kind.slice(0, -'List'.length);
  for (const item of items.items()) {
    const itemEnd = item.get('kind').string()?.value.endsWith('List')
      ? 'a List in a List: kubectl stops here'
      : whyNoObject(item, itemKind === '' ? undefined : itemKind);
    if (itemEnd !== undefined) return itemEnd;
  }
  return undefined;
}
