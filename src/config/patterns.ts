import { posix, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Files by patterns with the meaning that they have in a `.gitignore` of the folder. */
export class Patterns {
  private readonly matcher: Ignore;
  /** From the folder of the patterns to the current directory. */
  private readonly prefix: string;

  /** `folder` and `cwd` are absolute. */
  constructor(patterns: readonly string[], folder: string, cwd: string) {
    this.matcher = ignore().add(patterns);
    this.prefix = relative(folder, cwd).split(sep).join('/');
  }

  /** Whether they take a path, given from the current directory. */
  match(path: string): boolean {
    return this.takerOf(path) !== undefined;
  }

  /** The pattern that takes the path, itself or a folder above it. */
  takerOf(path: string): string | undefined {
    const inside = this.prefix === '' ? path : posix.join(this.prefix, path);
    // What is outside of the folder is nothing that its patterns speak of.
    if (!ignore.isPathValid(inside)) return undefined;
    return this.matcher.test(inside).rule?.pattern;
  }
}
