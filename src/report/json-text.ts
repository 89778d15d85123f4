/** What steers a terminal or turns reading order around, and may stand in JSON as it is. */
const UNPRINTABLE = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
/** Azure and GitHub read `##vso[…]` and `##[…]` anywhere in a line of a log as a command. */
const LOG_COMMAND = /##(?=\w*\[)/g;

/** As `JSON.stringify`, in other letters where those would do something to who prints it. */
export function toJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(UNPRINTABLE, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(LOG_COMMAND, String.raw`#\u0023`);
}

/** A JSON array in pieces, an item a line. */
export function* jsonArray<T>(items: Iterable<T>, toItem: (item: T) => unknown): Generator<string> {
  let separator = '[\n';
  for (const item of items) {
    yield `${separator}${toJson(toItem(item))}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n]';
}
