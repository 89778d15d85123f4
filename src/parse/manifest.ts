import type { SourceFile } from '../source/source-file.ts';
import { Document, STAND_IN, type SyntaxProblem } from './document.ts';
import type { RefusalReason } from './scan/refusal.ts';
import { Scanner } from './scan/scanner.ts';
import { hasContent, splitDocuments, type Segment } from './split.ts';
import { parseYaml, type YamlPart } from './yaml-tree.ts';

export interface ParseOptions {
  /** Documents of more UTF-16 units than this are not parsed. */
  readonly maxDocumentLength?: number;
  /** The file lies in a Helm chart's `templates` folder: never YAML while it holds `{{` (S-1034). */
  readonly isChartTemplate?: boolean;
  /** Index of the first document, for the later pieces of a large file. */
  readonly firstIndex?: number;
  /** Told who read each text between separators: for measuring. */
  readonly onTier?: ((tier: Tier, reason?: RefusalReason) => void) | undefined;
}

/** Who read a document: our scanner, or `yaml` what the scanner refused, or nobody a template. */
export type Tier = 'scanner' | 'yaml' | 'template';

/** Parses a manifest, YAML or JSON, document by document: one that is broken spoils no other. */
export function parseManifest(file: SourceFile, options: ParseOptions = {}): Document[] {
  const documents: Document[] = [];
  const firstIndex = options.firstIndex ?? 0;
  const text = withNewlines(file.text);
  for (const segment of splitDocuments(text)) {
    for (const part of parseSegment(text, segment, options)) {
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

/**
 * Takes apart what a missing `---` has run together: a mapping that has an apiVersion and a kind twice
 * is two objects, of which kubectl drops the first without a word.
 */
export function separateDocument(document: Document): readonly Document[] {
  const again = document.root.duplicateKeys().map((key) => key.again);
  const [first] = again;
  if (first === undefined || !OBJECT_KEYS.every((name) => again.some((it) => it.value === name))) {
    return [document];
  }
  const { file, index, start, end } = document;
  const cut = Math.min(...again.map((key) => key.start));
  const text = withNewlines(file.text);
  // On one line with the object before it, as in JSON, it is no second one.
  if (text[cut - 1] !== '\n') return [document];
  const [head, tail] = [
    { start, end: cut },
    { start: cut, end },
  ].map((segment) => parseSegment(text, segment, {})[0]);
  if (head?.tree === undefined || tail?.tree === undefined) return [document];
  const second = new Document(file, index, cut, end, tail.tree, [], false);
  return [
    new Document(file, index, start, cut, head.tree, [], false, second),
    ...separateDocument(second),
  ];
}

const OBJECT_KEYS = ['apiVersion', 'kind'];

/** Stands for a text that was not parsed, so that nobody takes what it holds for absent. */
export function refuseDocument(file: SourceFile, index: number, problem: SyntaxProblem): Document {
  return new Document(file, index, 0, file.text.length, undefined, [problem], false);
}

/** A carriage return alone ends a line for go-yaml; for `yaml` it does not. Offsets stay as they are. */
function withNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

type Part = YamlPart & { readonly isTemplate: boolean };

const TEMPLATE = /\{\{|\{%|<%[=-]?\s/;
/** `[${HOST}:8200]` is no YAML until Flux or envsubst have been there. */
const SUBSTITUTION = /\$\{\w+[^}]*\}/;
const SEPARATOR = '---';

function parseSegment(text: string, segment: Segment, options: ParseOptions): Part[] {
  const { start, end } = segment;
  const nothing = { start, end, tree: undefined, problems: [], isTemplate: false };
  if (options.isChartTemplate === true && text.slice(start, end).includes('{{')) {
    return [{ ...nothing, isTemplate: true }];
  }
  const limit = options.maxDocumentLength;
  if (limit !== undefined && end - start > limit) {
    const problem: SyntaxProblem = {
      code: 'TOO_LARGE',
      message: `this document is larger than the limit of ${limit} characters`,
      start,
      end: Math.min(start + SEPARATOR.length, end),
    };
    return [{ ...nothing, problems: [problem] }];
  }
  const content = text.startsWith(SEPARATOR, start) ? start + SEPARATOR.length : start;
  if (!hasContent(text, content, end)) return [nothing];
  const control = findControlCharacter(text, start, end);
  if (control !== undefined) return [{ ...nothing, problems: [control] }];
  const scanned = scanner.scan(text, start, end);
  if (scanned.status === 'read') {
    options.onTier?.('scanner');
    return [{ ...nothing, tree: scanned.tree }];
  }
  if (scanned.reason === 'template') {
    options.onTier?.('template');
    return [{ ...nothing, isTemplate: true }];
  }
  options.onTier?.('yaml', scanned.reason);
  return parseYaml(text, start, end).map((part) =>
    part.problems.length > 0 && isToBeFilledIn(text, part)
      ? { ...part, problems: [], isTemplate: true }
      : { ...part, isTemplate: false },
  );
}

/** Whether what spoils a document is what a template or a substitution has yet to fill in. */
function isToBeFilledIn(text: string, { start, end, problems }: YamlPart): boolean {
  if (TEMPLATE.test(text.slice(start, end))) return true;
  return problems.some((problem) => {
    const lineEnd = text.indexOf('\n', problem.start);
    const line = text.lastIndexOf('\n', problem.start - 1) + 1;
    const spoilt = text.slice(line, lineEnd < 0 ? text.length : lineEnd);
    return SUBSTITUTION.test(spoilt) || STAND_IN.test(spoilt);
  });
}

/** One for all documents: it keeps its memory. */
const scanner = new Scanner();

/** What is none of the characters that go-yaml's reader takes, comments included; `yaml` takes all. */
const CONTROL = /[^\t\n\r -~\x85\xa0-\ufffd]/;

function findControlCharacter(text: string, start: number, end: number): SyntaxProblem | undefined {
  const found = CONTROL.exec(text.slice(start, end));
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const at = start + found.index;
  const message = `control character U+${code}: YAML allows none, write it as an escape in "…"`;
  return { code: 'CONTROL_CHARACTER', message, start: at, end: at + 1 };
}
