import { typePlain, type Located } from '../parse/index.ts';
import type { Edit } from './rule.ts';

/**
 * Writes another value where a scalar stands, in the quotes that it has. Undefined where the text is
 * not the value itself: behind an alias, in a block, or not written at all.
 */
export function replaceValue(
  at: Located<string | number>,
  value: string | number,
): Edit | undefined {
  const quote = /^(['"]).*\1$/s.exec(at.text)?.[1] ?? '';
  const written = at.text.slice(quote.length, at.text.length - quote.length);
  if (written !== String(at.value)) return undefined;
  // A name such as `1.0` or `yes` is a string only in quotes.
  const needsQuotes = quote === '' && typePlain(String(value)) !== value;
  return { at, text: needsQuotes ? `"${value}"` : `${quote}${value}${quote}` };
}
