/**
 * What would break a line, steer a terminal, turn reading order around or be refused by XML 1.0:
 * control characters, line and paragraph separators, bidirectional overrides, halves of characters.
 */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- they are what it is about
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Azure and GitHub read `##vso[…]` and `##[…]` anywhere in a line of a log as a command. */
const LOG_COMMAND = /##(?=\w*\[)/g;

/** The text on one line, with what cannot be printed written as JavaScript would write it. */
export function oneLine(text: string): string {
  return text
    .replace(
      UNPRINTABLE,
      (it) => NAMED[it] ?? `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(LOG_COMMAND, String.raw`#\u0023`);
}

/**
 * A file name that the problem matcher reads back, and that is no workflow command: it begins with no
 * space and no `::`, and holds no `: `.
 */
export function oneLineName(file: string): string {
  const name = oneLine(file).replaceAll(': ', ':\\u0020');
  return /^(?: |::)/.test(name) ? `./${name}` : name;
}
