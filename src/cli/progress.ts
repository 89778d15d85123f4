import type { CommandIo } from './io.ts';

const PATIENCE_MILLISECONDS = 1000;
const EVERY_MILLISECONDS = 100;
const ERASE_LINE = '\r\u001b[K';

/** Says on a terminal how far a long run has come; writes nothing for a short one. */
export class Progress {
  private readonly startedAt = Date.now();
  private shownAt = 0;

  constructor(
    private readonly io: Pick<CommandIo, 'stderr'>,
    private readonly isQuiet: boolean,
  ) {}

  show(done: number, total: number): void {
    if (this.isQuiet) return;
    const now = Date.now();
    if (now - this.startedAt < PATIENCE_MILLISECONDS || this.io.stderr.isTTY !== true) return;
    if (done === total) {
      if (this.shownAt > 0) this.io.stderr.write(ERASE_LINE);
    } else if (now - this.shownAt >= EVERY_MILLISECONDS) {
      this.shownAt = now;
      this.io.stderr.write(`${ERASE_LINE}${done} of ${total} files read`);
    }
  }
}
