import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { SourceFile } from './source-file.ts';

/** Why a text is not given to the parser. */
export type Refusal = 'too-large' | 'not-utf8';

/** A stretch of a file, cut between documents; most files are one piece. */
export interface Piece {
  readonly file: SourceFile;
  /** Set where the text is not what the file holds: only its beginning, or with bytes replaced. */
  readonly refusal?: Refusal;
}

export interface ReadLimits {
  /** A document of more bytes than this is not held in memory. */
  readonly maxDocumentBytes: number;
  /** Files up to this many bytes are read whole. */
  readonly pieceBytes: number;
}

export const MEGABYTE = 1_000_000;

export const DEFAULT_READ_LIMITS: ReadLimits = {
  maxDocumentBytes: 20 * MEGABYTE,
  pieceBytes: 8 * MEGABYTE,
};

/**
 * Reads a file by its path, or whatever a file descriptor leads to, piece by piece, so that memory follows the largest document
 * and not the file. Gives nothing for what is no text at all. Throws the system's error when it cannot
 * be opened or read.
 */
export function* readPieces(
  from: string | number,
  path: string,
  limits: ReadLimits = DEFAULT_READ_LIMITS,
): Generator<Piece, 'text' | 'binary'> {
  const descriptor = typeof from === 'string' ? openSync(from, 'r') : from;
  try {
    return yield* cut(new ByteReader(descriptor), path, limits);
  } finally {
    if (typeof from === 'string') closeSync(descriptor);
  }
}

const HEAD_BYTES = 200;

function* cut(
  reader: ByteReader,
  path: string,
  limits: ReadLimits,
): Generator<Piece, 'text' | 'binary'> {
  // Two pieces at most are held, so that what is above the limit is seen to be.
  const pieceBytes = Math.min(limits.pieceBytes, limits.maxDocumentBytes >> 1);
  let line = 1;
  let rest: Buffer = reader.read(pieceBytes + 1);
  // A NUL byte means that it is no text at all: an image, an archive, an encrypted file, UTF-16.
  if (rest.includes(0)) return 'binary';
  while (!reader.isAtEnd || rest.length > pieceBytes) {
    const boundary = lastBoundary(rest);
    if (boundary > 0) {
      yield decode(rest.subarray(0, boundary), path, line);
      line += countLines(rest, boundary);
      rest = Buffer.concat([rest.subarray(boundary), reader.read(pieceBytes)]);
    } else if (rest.length <= limits.maxDocumentBytes) {
      if (reader.isAtEnd) break;
      const most = limits.maxDocumentBytes + SEPARATOR.length + 1;
      rest = Buffer.concat([rest, reader.read(Math.min(rest.length, most - rest.length))]);
    } else {
      const head = rest.toString('utf8', 0, HEAD_BYTES);
      yield { file: new SourceFile(path, head, line), refusal: 'too-large' };
      const next = skipDocument(reader, rest, pieceBytes);
      line += next.lines;
      rest = next.rest;
      if (rest.length === 0) return 'text';
    }
  }
  yield decode(rest, path, line);
  return 'text';
}

/** Kubectl takes UTF-8 only (S-1014). */
export function decode(bytes: Buffer, path: string, firstLine: number): Piece {
  const file = new SourceFile(path, bytes.toString('utf8'), firstLine);
  return isUtf8(bytes) ? { file } : { file, refusal: 'not-utf8' };
}

const NEWLINE = 0x0a;
const SEPARATOR = Buffer.from('\n---');
const BEHIND_SEPARATOR = new Set([0x0a, 0x0d, 0x20, 0x09]);

/** Where the last document in view begins: no parser reads across a `---` line (S-1010). */
function lastBoundary(bytes: Buffer): number {
  for (let at = bytes.lastIndexOf(SEPARATOR); at >= 0; at = bytes.lastIndexOf(SEPARATOR, at - 1)) {
    if (isBoundary(bytes, at)) return at + 1;
    if (at === 0) break;
  }
  return -1;
}

function firstBoundary(bytes: Buffer): number {
  for (let at = bytes.indexOf(SEPARATOR); at >= 0; at = bytes.indexOf(SEPARATOR, at + 1)) {
    if (isBoundary(bytes, at)) return at + 1;
  }
  return -1;
}

function isBoundary(bytes: Buffer, at: number): boolean {
  return BEHIND_SEPARATOR.has(bytes[at + SEPARATOR.length] ?? 0);
}

/** Reads on to the document behind one that is too large, and says how many lines that took. */
function skipDocument(
  reader: ByteReader,
  beginning: Buffer,
  pieceBytes: number,
): { readonly lines: number; readonly rest: Buffer } {
  let lines = 0;
  let bytes = beginning;
  while (!reader.isAtEnd) {
    // The separator may lie across two pieces.
    const keep = bytes.subarray(Math.max(0, bytes.length - SEPARATOR.length));
    lines += countLines(bytes, bytes.length - keep.length);
    bytes = Buffer.concat([keep, reader.read(pieceBytes)]);
    const boundary = firstBoundary(bytes);
    if (boundary > 0) {
      return { lines: lines + countLines(bytes, boundary), rest: bytes.subarray(boundary) };
    }
  }
  return { lines, rest: bytes.subarray(0, 0) };
}

function countLines(bytes: Buffer, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) {
    lines++;
  }
  return lines;
}

const WAIT_MILLISECONDS = 5;
const PIPE_BYTES = 65_536;

/** Reads bytes one after the other, whatever the descriptor is: a file, a pipe, a terminal. */
class ByteReader {
  isAtEnd = false;

  constructor(private readonly descriptor: number) {}

  /** Exactly `length` bytes, fewer only at the end. */
  read(length: number): Buffer {
    const { size } = fstatSync(this.descriptor);
    // A file is asked for no more than it holds; a pipe has no size and grows as needed.
    let bytes = Buffer.allocUnsafe(Math.min(length, (size === 0 ? PIPE_BYTES : size) + 1));
    let filled = 0;
    while (!this.isAtEnd && filled < length) {
      if (filled === bytes.length) {
        bytes = Buffer.concat([bytes], Math.min(length, bytes.length * 2));
      }
      const count = this.readSome(bytes, filled);
      filled += count;
      if (count === 0) this.isAtEnd = true;
    }
    return bytes.subarray(0, filled);
  }

  private readSome(bytes: Buffer, offset: number): number {
    for (;;) {
      try {
        return readSync(this.descriptor, bytes, offset, bytes.length - offset, null);
      } catch (error) {
        const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
        if (code === 'EOF') return 0; // Windows says so at the end of a pipe.
        if (code !== 'EAGAIN') throw error;
        // A pipe that does not block, and whose writer is slower than we are.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MILLISECONDS);
      }
    }
  }
}
