/**
 * What would break a line, steer a terminal or turn reading order around: control characters, line
 * and paragraph separators, bidirectional overrides.
 */
// eslint-disable-next-line no-control-regex -- they are what it is about
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text on one line, with what cannot be printed written as JavaScript would write it. */
export function oneLine(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (it) => NAMED[it] ?? `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A file name that the problem matcher reads back: it begins with no space and holds no `: `. */
export function oneLineName(file: string): string {
  const name = oneLine(file).replaceAll(': ', ':\\u0020');
  return name.startsWith(' ') ? `./${name}` : name;
}
