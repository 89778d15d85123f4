import type { Field } from '../parse/index.ts';
import { portName, portNumber, type Grammar } from './format.ts';
import type { Inspection, RefusalDetails } from './refusal.ts';
import { closest, didYouMean } from './suggestion.ts';
import { isFilledIn, numberOf, numberOrTextOf, textOf, writtenText } from './value.ts';

// Checks of single fields that many kinds share. A missing or null field passes unless it says otherwise.

/** A text of a grammar; empty counts as written only where the API distinguishes it from missing. */
export function checkText(
  inspection: Inspection,
  field: Field,
  grammar: Grammar,
  details: RefusalDetails & { readonly isPointer?: boolean } = {},
): void {
  const text = writtenText(field);
  if (text === undefined || (text === '' && !(details.isPointer === true && field.exists))) return;
  const complaint = grammar(text);
  // What something fills in is asked for last: most texts are fine.
  if (complaint === undefined || isFilledIn(text)) return;
  inspection.refuse(field, `${nameOf(field)} "${text}" ${complaint}`, details);
}

const LAST_NAME = /\[([^\]]*[^\]0-9][^\]]*)\]$|[^.\]]+(?:\[[0-9]+\])*$/;

/** What to call a field in a message: `port`, `hosts[1]`, `shop.example.com/team`. */
export function nameOf(field: Field): string {
  const [name = '', key = name] = LAST_NAME.exec(field.path) ?? [];
  return key;
}

/** A text of a grammar that must be there. */
export function requireText(
  inspection: Inspection,
  field: Field,
  what: string,
  grammar: Grammar,
  path?: string,
): void {
  if (textOf(field) === '') {
    inspection.refuse(field, `${what} is missing`, { isAbsence: !field.exists, path });
  } else checkText(inspection, field, grammar, { path });
}

export interface EnumDetails extends RefusalDetails {
  /** The empty text is a value of its own and not the default. */
  readonly isPointer?: boolean;
}

export function checkEnum(
  inspection: Inspection,
  field: Field,
  legal: readonly string[],
  details: EnumDetails = {},
): void {
  const text = writtenText(field);
  if (text === undefined || legal.includes(text) || isFilledIn(text)) return;
  if (text === '' && !(details.isPointer === true && field.exists)) return;
  const suggestion = text === '' ? undefined : closest(text, legal);
  const choice =
    legal.length === 1 ? `must be ${legal.join('')}` : `is none of ${legal.join(', ')}`;
  const message = `${nameOf(field)} "${text}" ${choice}${didYouMean(suggestion)}`;
  inspection.refuse(field, message, { ...details, suggestion });
}

export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** A port number; missing is 0, which is none (recorded in 075). */
export function checkPortNumber(
  inspection: Inspection,
  field: Field,
  details: RefusalDetails = {},
): void {
  const value = numberOf(field);
  if (value === undefined) return;
  const complaint = portNumber(value);
  if (complaint === undefined) return;
  const isAbsence = !field.exists;
  const message = isAbsence
    ? `${nameOf(field)} is missing: a number from 1 to 65535`
    : `${nameOf(field)} ${value} ${complaint}`;
  inspection.refuse(field, message, { ...details, isAbsence });
}

/** A port by number or name (S-204, S-221). A number in quotes is a name without a letter. */
export function checkPort(
  inspection: Inspection,
  field: Field,
  details: RefusalDetails = {},
): void {
  const value = numberOrTextOf(field);
  if (value === undefined) return;
  if (typeof value === 'number') {
    checkPortNumber(inspection, field, details);
    return;
  }
  const complaint = portName(value);
  if (complaint === undefined || value === 'PORT') return;
  const number = /^[0-9]+$/.test(value) ? Number(value) : undefined;
  const message =
    number === undefined
      ? `${nameOf(field)} "${value}" is no port name: it ${complaint}`
      : `${nameOf(field)} "${value}" in quotes is a name, and a port name ${complaint}; write ${number} without quotes`;
  inspection.refuse(field, message, { suggestion: number, ...details });
}

export function checkNotNegative(inspection: Inspection, field: Field): void {
  const value = numberOf(field);
  if (value !== undefined && value < 0) {
    inspection.refuse(field, `${nameOf(field)} ${value} is negative; it must be 0 or more`);
  }
}

/** Refuses what stands there, because it has no business beside something else. */
export function forbid(
  inspection: Inspection,
  field: Field,
  reason: string,
  details: RefusalDetails = {},
): void {
  inspection.refuse(field, reason, { atKey: true, ...details });
}
