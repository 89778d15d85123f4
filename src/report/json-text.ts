/**
 * As `JSON.stringify`, but no pipeline takes a part of it for a command: Azure and GitHub read
 * `##vso[…]` and `##[…]` anywhere in a line of the log. To a reader of JSON nothing changes.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(/##(?=\w*\[)/g, String.raw`#\u0023`);
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
