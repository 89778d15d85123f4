import { resolve } from 'node:path';
import { parseManifest, refuseDocument, type Document, type ParseOptions } from '../parse/index.ts';
import { discover, explainSystemError, type DiscoverOptions } from '../source/discover.ts';
import { MARKER } from '../silence/marker.ts';
import {
  decode,
  DEFAULT_READ_LIMITS,
  MEGABYTE,
  readPieces,
  type Piece,
  type ReadLimits,
} from '../source/read.ts';
import { compileLate } from './compile-late.ts';

const STDIN_ARGUMENT = '-';
const STDIN_NAME = '<stdin>';

/** What was read, as linting takes it. */
export interface Texts {
  readonly documents: readonly Document[];
  /** Those of them that may say what is not to be reported. */
  readonly marked: readonly Document[];
  /** What exists beside them, and is not linted. */
  readonly context: readonly Document[];
  readonly fileCount: number;
}

export interface Sources extends Texts {
  /** What was read, whether it holds anything or not. */
  readonly files: readonly string[];
  /** Why the job could not be done in full: one line each, with the place. */
  readonly problems: readonly string[];
  /** Whether a document was left unread; a finding says which. */
  readonly hasUnreadDocuments: boolean;
  /** What is worth knowing, and no reason to fail. */
  readonly notices: readonly string[];
}

export interface SourceOptions extends DiscoverOptions {
  readonly cwd: string;
  readonly stdin: number;
  readonly maxDocumentBytes?: number;
  /** Files that are no manifests though they lie among them: the reports of this run. */
  readonly leaveOut?: readonly string[];
  /** Paths of what exists beside all this. */
  readonly context?: readonly string[];
  /** Told how each document was read. */
  readonly onTier?: ParseOptions['onTier'];
  /** Called for each file before it is read. */
  readonly onFile?: (done: number, total: number) => void;
}

/** Finds, reads and parses what paths mean; what cannot be read leaves the rest as it is. */
export async function loadSources(
  paths: readonly string[],
  options: SourceOptions,
): Promise<Sources> {
  const loader = new Loader(options);
  if (paths.includes(STDIN_ARGUMENT)) {
    loader.load(options.stdin, STDIN_NAME, false);
  }
  for (const path of paths) if (path === '') loader.problems.push('a path is empty');
  const named = paths.filter((path) => path !== STDIN_ARGUMENT && path !== '');
  const { files, problems, excluded } = await discover(named, options.cwd, {
    ...options,
    exclusionOf: exclusions(options),
  });
  for (const { path, message } of problems) loader.problems.push(`${path}: ${message}`);
  for (const { path, message } of excluded) loader.notices.push(`${path}: ${message}`);
  for (const [index, { path, isChartTemplate }] of files.entries()) {
    options.onFile?.(index, files.length);
    loader.load(resolve(options.cwd, path), path, isChartTemplate);
  }
  options.onFile?.(files.length, files.length);
  if (options.context !== undefined && options.context.length > 0) {
    await loader.addContext(options.context);
  }
  return loader;
}

function exclusions({ cwd, leaveOut, exclusionOf }: SourceOptions): SourceOptions['exclusionOf'] {
  if (leaveOut === undefined || leaveOut.length === 0) return exclusionOf;
  const leftOut = new Set(leaveOut.map((path) => resolve(cwd, path)));
  return (path) =>
    leftOut.has(resolve(cwd, path)) ? 'a report or baseline of this run' : exclusionOf?.(path);
}

/** Why context is left out. */
export const IS_CONTEXT = 'context: it exists, and is not linted';

/** As much as ten services' worth of manifests: 0.1 MB. */
const LITTLE = 100_000;

class Loader implements Sources {
  readonly documents: Document[] = [];
  readonly marked: Document[] = [];
  readonly context: Document[] = [];
  readonly files: string[] = [];
  readonly problems: string[] = [];
  readonly notices: string[] = [];
  hasUnreadDocuments = false;
  private length = 0;
  private readonly limits;

  constructor(private readonly options: SourceOptions) {
    const { maxDocumentBytes } = options;
    this.limits =
      maxDocumentBytes === undefined
        ? DEFAULT_READ_LIMITS
        : { ...DEFAULT_READ_LIMITS, maxDocumentBytes };
  }

  get fileCount(): number {
    return this.files.length;
  }

  /** What is linted already is no context. */
  async addContext(paths: readonly string[]): Promise<void> {
    const { cwd } = this.options;
    const linted = new Set(this.files);
    const { files, problems } = await discover(paths, cwd);
    const loader = new Loader(this.options);
    for (const { path, isChartTemplate } of files) {
      if (linted.has(path)) continue;
      this.options.onDecision?.(path, false, IS_CONTEXT);
      loader.load(resolve(cwd, path), path, isChartTemplate);
    }
    this.context.push(...loader.documents);
    for (const { path, message } of problems) this.problems.push(`context ${path}: ${message}`);
    for (const problem of loader.problems) this.problems.push(`context ${problem}`);
    const unread = new Set(
      loader.documents.flatMap(({ file, problems: wrong }) => (wrong.length > 0 ? file.path : [])),
    );
    for (const path of unread) {
      this.notices.push(
        `context ${path}: not all of it can be read, and what is missing is unknown`,
      );
    }
  }

  private noteLength(length: number): void {
    const wasLittle = this.length <= LITTLE;
    this.length += length;
    if (wasLittle && this.length > LITTLE) compileLate();
  }

  load(from: string | number, path: string, isChartTemplate: boolean): void {
    try {
      const pieces = readPieces(from, path, this.limits);
      let firstIndex = 0;
      let next = pieces.next();
      for (; next.done !== true; next = pieces.next()) {
        const { refusal, file } = next.value;
        this.noteLength(file.text.length);
        if (refusal === 'too-large') this.hasUnreadDocuments = true;
        const { onTier } = this.options;
        const how = { firstIndex, isChartTemplate, onTier };
        const documents = parsePiece(next.value, how, this.limits);
        for (const document of documents) this.documents.push(document);
        if (file.text.includes(MARKER)) this.marked.push(...documents);
        firstIndex += documents.length;
      }
      if (next.value === 'binary') this.notices.push(`${path}: not a text file, left out`);
      else this.files.push(path);
    } catch (error) {
      this.problems.push(`${path}: ${explainSystemError(error)}`);
    }
  }
}

function parsePiece(
  { file, refusal }: Piece,
  options: ParseOptions,
  { maxDocumentBytes }: ReadLimits,
): readonly Document[] {
  const firstIndex = options.firstIndex ?? 0;
  if (refusal === 'not-utf8') {
    const start = Math.max(file.text.indexOf('\ufffd'), 0);
    const message = 'this is not UTF-8, and Kubernetes reads nothing else';
    return [refuseDocument(file, firstIndex, { code: 'NOT_UTF8', message, start, end: start + 1 })];
  }
  if (refusal === 'too-large') {
    const limit = maxDocumentBytes / MEGABYTE;
    const message = `this document is larger than ${limit} MB and was not read; --max-document-size allows more`;
    return [refuseDocument(file, firstIndex, { code: 'TOO_LARGE', message, start: 0, end: 1 })];
  }
  return parseManifest(file, options);
}

/** Parses a file that somebody else has read; nothing where it is no text. */
export function parseBytes(
  bytes: Buffer,
  path: string,
  isChartTemplate: boolean,
): readonly Document[] {
  if (bytes.includes(0)) return [];
  return parsePiece(decode(bytes, path, 1), { isChartTemplate }, DEFAULT_READ_LIMITS);
}
