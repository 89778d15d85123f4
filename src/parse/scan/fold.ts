/**
 * Joins the lines of a plain or single-quoted scalar: the white space around a line break drops out,
 * one break becomes a space, n breaks become n - 1 newlines.
 */
export function foldLines(text: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  let folded = '';
  let breaks = 0;
  lines.forEach((line, index) => {
    const content = trim(line, index > 0, index < last);
    if (index > 0) breaks++;
    if (content === '' && index > 0 && index < last) return;
    if (breaks > 0) folded += breakText(breaks);
    folded += content;
    breaks = 0;
  });
  return folded;
}

/** What that many line breaks fold to. */
export function breakText(breaks: number): string {
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

const LEADING = /^[ \t]+/;

function trim(line: string, atStart: boolean, atEnd: boolean): string {
  const content = atStart ? line.replace(LEADING, '') : line;
  return atEnd ? trimEnd(content) : content;
}

/** By hand: a regular expression for trailing space looks at every space of a line again and again. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) end--;
  return line.slice(0, end);
}
