import type { SourceFile } from '../source/source-file.ts';
import { Document, type SyntaxProblem } from './document.ts';
import { parseYaml, type YamlPart } from './yaml-tree.ts';

export interface ParseOptions {
  /** Documents of more UTF-16 units than this are not parsed. */
  readonly maxDocumentLength?: number;
  /** The file lies in a Helm chart's `templates` folder: never YAML while it holds `{{` (S-1034). */
  readonly isChartTemplate?: boolean;
  /** Index of the first document, for the later pieces of a large file. */
  readonly firstIndex?: number;
}

/** Parses a manifest, YAML or JSON, document by document: one that is broken spoils no other. */
export function parseManifest(file: SourceFile, options: ParseOptions = {}): Document[] {
  const documents: Document[] = [];
  const firstIndex = options.firstIndex ?? 0;
  for (const segment of splitDocuments(file.text)) {
    for (const part of parseSegment(file.text, segment, options)) {
      documents.push(
        new Document(
          file,
          firstIndex + documents.length,
          part.start,
          part.end,
          part.tree,
          part.problems,
          part.isTemplate,
        ),
      );
    }
  }
  return documents;
}

interface Segment {
  readonly start: number;
  readonly end: number;
}

type Part = YamlPart & { readonly isTemplate: boolean };

const SEPARATOR = /^---(?=[\s]|$)/gm;
/** Directives and `...` make document boundaries that only a parser sees. */
const NEEDS_PARSER = /^(?:%|\.\.\.(?:\s|$))/m;
const HAS_CONTENT = /^[^\S\n]*[^#\s]/m;

/**
 * Cuts a stream where a line begins with `---`, as kubectl does (S-1010); `yaml` always starts anew
 * there, so parsing piece by piece gives what parsing the whole gives. JSON values may follow each
 * other without separator (S-1013).
 */
function splitDocuments(text: string): Segment[] {
  if (NEEDS_PARSER.test(text)) return [{ start: 0, end: text.length }];
  const starts: number[] = [];
  for (const match of text.matchAll(SEPARATOR)) starts.push(match.index);
  const segments: Segment[] = [];
  const first = starts[0] ?? text.length;
  if (HAS_CONTENT.test(text.slice(0, first))) segments.push({ start: 0, end: first });
  starts.forEach((start, index) => {
    segments.push({ start, end: starts[index + 1] ?? text.length });
  });
  return segments.flatMap((segment) => splitJson(text, segment));
}

const JSON_START = /^\s*\{/;

/** `{…}{…}`: the end of each value is where its braces close outside of strings. */
function splitJson(text: string, segment: Segment): Segment[] {
  if (!JSON_START.test(text.slice(segment.start, segment.start + 200))) return [segment];
  const segments: Segment[] = [];
  let depth = 0;
  let start = segment.start;
  for (let at = segment.start; at < segment.end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at, segment.end);
    } else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) {
      segments.push({ start, end: at + 1 });
      start = at + 1;
    }
  }
  if (HAS_CONTENT.test(text.slice(start, segment.end))) return [segment];
  return segments.length > 1 ? segments : [segment];
}

function endOfString(text: string, quote: number, end: number): number {
  let at = quote + 1;
  while (at < end && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}

const TEMPLATE = /\{\{|\{%|<%[=-]?\s/;

function parseSegment(text: string, segment: Segment, options: ParseOptions): Part[] {
  const { start, end } = segment;
  const content = text.slice(start, end);
  const nothing = { start, end, tree: undefined };
  if (options.isChartTemplate === true && content.includes('{{')) {
    return [{ ...nothing, problems: [], isTemplate: true }];
  }
  const limit = options.maxDocumentLength;
  if (limit !== undefined && content.length > limit) {
    const problem: SyntaxProblem = {
      code: 'TOO_LARGE',
      message: `this document is larger than the limit of ${limit} characters`,
      start,
      end: start + 3,
    };
    return [{ ...nothing, problems: [problem], isTemplate: false }];
  }
  if (!HAS_CONTENT.test(content.replace(/^---/, ''))) {
    return [{ ...nothing, problems: [], isTemplate: false }];
  }
  return parseGuarded(text, start, end).map((part) =>
    part.problems.length > 0 && TEMPLATE.test(text.slice(part.start, part.end))
      ? { ...part, problems: [], isTemplate: true }
      : asManifest(part),
  );
}

function asManifest(part: YamlPart): Part {
  return { ...part, isTemplate: false };
}

/** Nesting that exhausts the stack is a problem of the document, not of the run. */
function parseGuarded(text: string, start: number, end: number): YamlPart[] {
  try {
    return parseYaml(text, start, end);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const problem: SyntaxProblem = {
      code: 'TOO_DEEP',
      message: 'this document is nested too deeply to be read',
      start,
      end: Math.min(start + 1, end),
    };
    return [{ start, end, tree: undefined, problems: [problem] }];
  }
}
