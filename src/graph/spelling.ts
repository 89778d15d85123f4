/**
 * Whether two names mean the same thing: `same` but for case, separators, plural and words for the
 * kind of object; one slip of the fingers apart (`typo`); or the one is the other with a `part` more,
 * which proves nothing by itself.
 */
export type Likeness = 'same' | 'typo' | 'part';

export function likeness(one: string, other: string): Likeness | undefined {
  const first = partsOf(one);
  const second = partsOf(other);
  if (first.length === 0 || second.length === 0) return undefined;
  if (wordOf(first) === wordOf(second)) return 'same';
  if (isTypo(first, second)) return 'typo';
  const inKindWord = likenessInKindWord(one, other);
  if (inKindWord !== undefined) return inKindWord;
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  const startsAlike = short.every((part, index) => part === long[index]);
  const endsAlike = short.every((part, index) => part === long[long.length - short.length + index]);
  return short.length < long.length && (startsAlike || endsAlike) ? 'part' : undefined;
}

/** The slip may be in the very word that says of what kind an object is: `cart-srvice`. */
function likenessInKindWord(one: string, other: string): Likeness | undefined {
  const names = [one, other].map((name) => ({ parts: partsOf(name), whole: compact(name) }));
  const spelt = names.filter(({ parts, whole }) => parts.join('') !== whole);
  const [first, second] = names.map(({ whole }) => whole);
  if (spelt.length !== 1 || first === undefined || second === undefined) return undefined;
  if (first === second) return 'same';
  return isTypo([first], [second]) ? 'typo' : undefined;
}

/** Words under which names that are alike meet in an index; each look-up word meets few others. */
export function spellings(text: string): ReadonlySet<string> {
  const parts = partsOf(text);
  const word = wordOf(parts);
  const words = new Set<string>();
  for (const base of new Set([word, compact(text)])) {
    words.add(base);
    // Two words that are one slip apart share what is left when each loses one letter.
    for (let at = 0; at < base.length; at++) words.add(base.slice(0, at) + base.slice(at + 1));
  }
  if (parts.length > 1) words.add(wordOf(parts.slice(1))).add(wordOf(parts.slice(0, -1)));
  words.delete('');
  return words;
}

/** Words that say of what kind an object is, and nothing about which. */
const KIND_WORDS = new Set([
  ...['svc', 'service', 'services'],
  ...['deployment', 'deploy', 'pod', 'pods', 'statefulset', 'sts', 'daemonset', 'ds'],
]);

function partsOf(text: string): readonly string[] {
  const parts = text.toLowerCase().split(/[^a-z0-9]+/);
  const telling = parts.filter((part) => part !== '' && !KIND_WORDS.has(part));
  return telling.length > 0 ? telling : parts.filter((part) => part !== '');
}

/** What names have in common that mean the same thing: equal for those whose likeness is `same`. */
export function essence(name: string): string {
  return wordOf(partsOf(name));
}

/** The words of one name that the other has too, whether in the singular or the plural. */
export function wordsInCommon(one: string, other: string): readonly string[] {
  const words = new Set(partsOf(other).map((part) => wordOf([part])));
  return partsOf(one).filter((part) => words.has(wordOf([part])));
}

/** All letters and digits, words for the kind included. */
function compact(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

function wordOf(parts: readonly string[]): string {
  return parts.join('').replace(/(?<=[a-rt-z]{3})s$/, '');
}

/** Below this length one letter makes another word: `mysql` is no misspelt `mssql`. */
const LONG_ENOUGH = 6;

function isTypo(first: readonly string[], second: readonly string[]): boolean {
  const [one, other] = [first.join(''), second.join('')];
  // `db1` and `db2` are two, however long the name before the number is.
  if (one.replace(/[^0-9]/g, '') !== other.replace(/[^0-9]/g, '')) return false;
  if (first.length !== second.length) return isOneSlip(one, other);
  const differing = first.flatMap((part, index) => {
    const counterpart = second[index] ?? '';
    return part === counterpart ? [] : [[part, counterpart] as const];
  });
  const [pair] = differing;
  return differing.length === 1 && pair !== undefined && isOneSlip(pair[0], pair[1]);
}

/** Two neighbours swapped; or, in a word of some length, one letter more, less or other. */
function isOneSlip(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one.charAt(start) === other.charAt(start)) start++;
  let end = 0;
  const limit = Math.min(one.length, other.length) - start;
  while (end < limit && one.at(-1 - end) === other.at(-1 - end)) end++;
  const from = one.slice(start, one.length - end);
  const to = other.slice(start, other.length - end);
  if (from.length === 2 && to.length === 2) return from === to.charAt(1) + to.charAt(0);
  if (from.length > 1 || to.length > 1) return false;
  const shorter = Math.min(one.length, other.length);
  return shorter >= (from.length === to.length ? LONG_ENOUGH : LONG_ENOUGH - 2);
}
