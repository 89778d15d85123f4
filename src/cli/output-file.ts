import { rmSync } from 'node:fs';
import { access, chmod, constants, open, realpath, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inBatches } from './io.ts';

/** Somewhere to write to: a file, or what a test puts in its place. */
export interface Sink {
  /** Writes all of it or fails. */
  readonly write: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type OpenSink = (path: string, flags: string) => Promise<Sink>;

/**
 * Writes a file whole or not at all: first beside its place, then into it. Throws what the file system
 * throws, and leaves what was there before.
 */
export async function writeWholeFile(
  path: string,
  pieces: Iterable<string>,
  openSink: OpenSink = openFile,
): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  // A device or a pipe cannot be replaced; a folder says so itself.
  if (existing?.isFile() === false) return fill(await openSink(path, 'w'), pieces);
  // Behind a link lies the file that is meant.
  const target = existing === undefined ? path : await realpath(path);
  // Renaming asks the folder alone.
  if (existing !== undefined) await access(target, constants.W_OK);
  const beside = join(dirname(target), `.k8s-svc-lint-${process.pid}-${nameless()}.tmp`);
  const removing = removeWhenInterrupted(beside);
  try {
    await fill(await openSink(beside, 'wx'), pieces);
    if (existing !== undefined) await chmod(beside, existing.mode & 0o777);
    await rename(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    removing.stop();
  }
}

/** Processes in containers have equal numbers. */
function nameless(): string {
  return Math.random().toString(36).slice(2);
}

async function fill(sink: Sink, pieces: Iterable<string>): Promise<void> {
  try {
    for (const batch of inBatches(pieces)) await sink.write(batch);
  } catch (error) {
    await sink.close().catch(() => undefined);
    throw error;
  }
  // Some file systems say only here that they are full.
  await sink.close();
}

async function openFile(path: string, flags: string): Promise<Sink> {
  const handle = await open(path, flags);
  return {
    write: (text) => handle.writeFile(text),
    close: () => handle.close(),
  };
}

const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Takes a file along when the process is ended from outside. */
function removeWhenInterrupted(path: string): { stop: () => void } {
  const listener = (signal: NodeJS.Signals): void => {
    rmSync(path, { force: true });
    stop();
    process.kill(process.pid, signal);
  };
  const stop = (): void => {
    for (const signal of INTERRUPTIONS) process.off(signal, listener);
  };
  for (const signal of INTERRUPTIONS) process.on(signal, listener);
  return { stop };
}

const WRITE_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EDQUOT: 'the quota is used up',
  EEXIST: 'there is a file where a folder should be',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such folder',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'a part of the path is no folder',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
};

/** One line for a person, without the errno talk. Throws what the file system did not say: a bug of ours. */
export function explainWriteError(error: unknown): string {
  if (!isSystemError(error)) throw error;
  return WRITE_ERRORS[error.code] ?? error.message;
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
