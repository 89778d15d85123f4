import { oneLine } from './one-line.ts';

const PUNCTUATION = /[\\`*_{}[\]<>|&~!^$]/g;
/** `@somebody` would be told, `#12` would be linked to; a space of no width between stops that. */
const REFERENCE = /[@#](?=\w)/g;
const NOTHING = '&#8203;';

/** Text that is nothing but text, also within the cell of a table. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(PUNCTUATION, String.raw`\$&`)
    .replace(REFERENCE, `$&${NOTHING}`);
}

/** A link, or the text alone where there is nowhere to go. */
export function markdownLink(text: string, url: string | undefined): string {
  return url === undefined
    ? escapeMarkdown(text)
    : `[${escapeMarkdown(text)}](<${escapeUrl(url)}>)`;
}

function escapeUrl(url: string): string {
  return url.replace(/[\s<>|\\]/g, encodeURIComponent);
}
