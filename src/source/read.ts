import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { SourceFile } from './source-file.ts';

/** A text, or the reason why there is none to lint. */
export type ReadResult =
  | { readonly status: 'text'; readonly file: SourceFile }
  | { readonly status: 'binary' }
  | { readonly status: 'not-utf8' };

/** Reads a whole file. Throws the system's error when it cannot be opened or read. */
export function readSourceFile(absolute: string, path: string): ReadResult {
  return decode(readFileSync(absolute), path);
}

/** Bytes → text. A NUL byte means that it is no text at all; kubectl takes UTF-8 only (S-1014). */
export function decode(bytes: Buffer, path: string): ReadResult {
  if (bytes.includes(0)) return { status: 'binary' };
  if (!isUtf8(bytes)) return { status: 'not-utf8' };
  return { status: 'text', file: new SourceFile(path, bytes.toString('utf8')) };
}
