export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly destroyed?: boolean;
};

/** Everything of the process that the command uses; tests give their own. */
export interface CommandIo {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Standard input as a file descriptor. */
  readonly stdin: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const BATCH = 65_536;

/** Few large writes are faster than many small ones. */
export function* inBatches(pieces: Iterable<string>): Generator<string> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}

/** Writes in batches and no faster than they are taken; ends quietly when nobody reads on. */
export async function writeAll(stream: OutputStream, pieces: Iterable<string>): Promise<void> {
  for (const batch of inBatches(pieces)) {
    if (stream.destroyed === true) return;
    if (!stream.write(batch)) await takenBy(stream);
  }
}

const TAKEN = ['drain', 'close', 'error'];

function takenBy(stream: OutputStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of TAKEN) stream.off(event, done);
      resolve();
    };
    for (const event of TAKEN) stream.on(event, done);
  });
}
