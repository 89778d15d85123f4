import { isPlaceholder, mayBePlaceholder, type Field } from '../parse/index.ts';

/**
 * What nobody writes who means it: `b0.$DOMAIN`, `A.B.C.D`, `KSA_NAME`. None of it is legal in a
 * field that is checked here, so that it is clearer than a complaint about its letters.
 */
const STAND_IN = /\$[A-Z]{2}[A-Z0-9_]*|\bA\.B\.C\.D\b|^[A-Z]{2,}(?:_[A-Z0-9]{2,})+$/;

/** Whether something fills the text in before a cluster sees it. */
export function isFilledIn(text: string): boolean {
  return mayBePlaceholder(text) && (STAND_IN.test(text) || isPlaceholder(text));
}

// Values as Go's decoder leaves them: what is missing or null is the zero value. Undefined means that
// nothing can be said, because the type is wrong (which is said elsewhere) or something fills it in.

/** A text, also one that something fills in: for who asks `isFilledIn` where it matters. */
export function writtenText(field: Field): string | undefined {
  const value = field.value();
  if (typeof value === 'string') return value;
  return field.exists ? undefined : '';
}

export function textOf(field: Field): string | undefined {
  const text = writtenText(field);
  return text === undefined || isFilledIn(text) ? undefined : text;
}

export function numberOf(field: Field): number | undefined {
  if (!field.exists) return 0;
  const value = field.value();
  return typeof value === 'number' ? value : undefined;
}

export function flagOf(field: Field): boolean {
  return field.value() === true;
}

/** An `IntOrString`; zero when missing. */
export function numberOrTextOf(field: Field): number | string | undefined {
  const value = field.exists ? field.value() : 0;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && !isFilledIn(value) ? value : undefined;
}

/** Whether something stands there that somebody fills in later, so that it counts as set. */
export function isUnknown(field: Field): boolean {
  const value = field.value();
  return typeof value === 'string' && isFilledIn(value);
}
