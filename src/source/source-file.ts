import type { Position, SourceRange } from './range.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * One text and the name it goes by in reports. A file too large to hold is several of these, cut
 * between documents.
 *
 * A byte order mark is not part of the text: editors hide it, so columns would be off by one.
 */
export class SourceFile {
  readonly text: string;
  /** The folder part of the path, without a final `/`; empty for the current directory. */
  readonly directory: string;
  /** Whether the file on disk begins with a byte order mark; edits must put it back. */
  readonly hasByteOrderMark: boolean;
  private lineStarts: readonly number[] | undefined;

  constructor(
    /** Relative to the current directory, with `/`; `<stdin>` for standard input. */
    readonly path: string,
    text: string,
    /** Above 1 for the later pieces of a file that is read in pieces. */
    private readonly firstLine = 1,
  ) {
    this.hasByteOrderMark = text.startsWith(BYTE_ORDER_MARK);
    this.text = this.hasByteOrderMark ? text.slice(1) : text;
    this.directory = directoryOf(path);
  }

  /** Where the UTF-16 offset lies. Computed when asked, never stored per node. */
  positionAt(offset: number): Position {
    const starts = (this.lineStarts ??= findLineStarts(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + this.firstLine, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The offset of a position; the inverse of `positionAt`. */
  offsetAt({ line, column }: Position): number {
    const starts = (this.lineStarts ??= findLineStarts(this.text));
    return (starts[line - this.firstLine] ?? this.text.length) + column - 1;
  }

  rangeAt(start: number, end: number): SourceRange {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  /** The text of a 1-based line without its line break. */
  lineText(line: number): string {
    const starts = (this.lineStarts ??= findLineStarts(this.text));
    const index = line - this.firstLine;
    const start = starts[index];
    if (start === undefined) return '';
    const end = starts[index + 1] ?? this.text.length + 1;
    return this.text.slice(start, end - 1).replace(/\r$/, '');
  }
}

/** The folder part of a `/` path; empty when there is none. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
