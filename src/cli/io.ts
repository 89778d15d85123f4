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

/** Writes in batches and no faster than they are taken; ends quietly when nobody reads on. */
export async function writeAll(stream: OutputStream, pieces: Iterable<string>): Promise<void> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < BATCH) continue;
    if (stream.destroyed === true) return;
    if (!stream.write(batch)) await takenBy(stream);
    batch = '';
  }
  if (batch !== '' && stream.destroyed !== true) stream.write(batch);
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
