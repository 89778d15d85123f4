/** Half a character, which no encoding of Unicode holds: names on Windows and texts in JSON may have it. */
const HALF = /[\ud800-\udfff]/gu;

/** The text as UTF-8 can hold it. */
export function wellFormed(text: string): string {
  return text.replace(HALF, '\ufffd');
}

/** A `/` path as a part of a URL. */
export function encodePath(path: string): string {
  return wellFormed(path).split('/').map(encodeURIComponent).join('/');
}
