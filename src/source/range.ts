/** A place in a text: 1-based line, 1-based column in UTF-16 code units, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of text; `end` is exclusive. */
export interface SourceRange {
  readonly start: Position;
  readonly end: Position;
}
