import type { SourceRange } from '../source/range.ts';
import { oneLine } from './one-line.ts';
import type { Paint } from './paint.ts';

/** A longer line is shown around the place only: JSON may be one line of megabytes. */
const WIDEST = 110;
const BEFORE = 40;
const GUTTER = 6;

/** The line of a place, with carets under it. Nothing where the text is gone or the place is empty. */
export function quoteSource(
  lineText: (file: string, line: number) => string | undefined,
  file: string,
  { start, end }: SourceRange,
  mark: (text: string) => string,
  paint: Paint,
): string[] {
  const line = lineText(file, start.line);
  if (line === undefined || line.trim() === '') return [];
  const from = start.column - 1;
  const to = end.line === start.line ? end.column - 1 : line.trimEnd().length;
  const cut = line.length <= WIDEST ? 0 : Math.max(0, from - BEFORE);
  const shown = line.slice(cut, cut + WIDEST);
  const marked = line.slice(from, Math.min(Math.max(to, from + 1), cut + WIDEST));
  const gutter = (text: string): string => paint('dim', `${text.padStart(GUTTER)} |`);
  const carets = '^'.repeat(Math.max(1, widthOf(marked)));
  return [
    `${gutter(String(start.line))} ${printable(shown)}`,
    `${gutter('')} ${' '.repeat(widthOf(line.slice(cut, from)))}${mark(carets)}`,
  ];
}

const TAB_WIDTH = 2;

function printable(text: string): string {
  return oneLine(text.replaceAll('\t', ' '.repeat(TAB_WIDTH)));
}

/** Two cells wide on a terminal: emoji, and the scripts of East Asia. */
const WIDE =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]$/u;

function widthOf(text: string): number {
  let width = 0;
  for (const character of printable(text)) width += WIDE.test(character) ? 2 : 1;
  return width;
}
