/** A word of a suppression and where it begins in the text that it was read from. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** What stands before the reason: rules, and until when. */
export interface Words {
  readonly rules: readonly Word[];
  readonly until: string | undefined;
  /** What is wrong, in words that follow the text itself. */
  readonly problems: readonly { readonly word: Word; readonly message: string }[];
}

const WORD = /[^\s,]+/g;
const UNTIL = /^until[=:](.*)$/;

/** Reads `RULE, RULE until=2026-12-31`. */
export function readWords(text: string): Words {
  const rules: Word[] = [];
  const problems: { word: Word; message: string }[] = [];
  let until: string | undefined;
  for (const match of text.matchAll(WORD)) {
    const word = { text: match[0], offset: match.index };
    const [, date] = UNTIL.exec(word.text) ?? [];
    if (date === undefined) rules.push(word);
    else if (isDate(date)) until = date;
    else problems.push({ word, message: `"${date}" is no date: write it like until=2026-12-31` });
  }
  return { rules, until, problems };
}

/** A day that the calendar has. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
