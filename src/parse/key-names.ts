import { typePlain } from './scalar-type.ts';

/** The number of a key that has none: no scalar, or too many names were met before it. */
export const UNNUMBERED = 0;

/** The number of a plain `<<`, whose value is merged into the mapping (S-1015). */
export const MERGE_KEY = 1;

/** Enough for all of Kubernetes; a hostile file full of keys shall not fill the memory. */
const MOST_NAMES = 1 << 16;

const FNV_PRIME = 0x01000193;
/** Nobody can write keys that all fall into one slot. */
const SEED = (Math.random() * 2 ** 32) | 0;

interface Spelling {
  readonly text: string;
  readonly hash: number;
  /** The number of the name where the key is plain: `on` is `true`, `010` is `8` (S-1004). */
  readonly plain: number;
  /** The number of the name where it is quoted. */
  readonly quoted: number;
}

/**
 * Numbers the names of mapping keys, the same name the same number in all documents, so that a field
 * is found by comparing numbers instead of texts.
 */
class KeyNames {
  private readonly numbers = new Map<string, number>();
  /** By number. */
  private readonly names: string[] = ['', '<<'];
  private spellings: (Spelling | undefined)[] = new Array<Spelling | undefined>(4096);
  private count = 0;

  /** The number of a name; UNNUMBERED where no key so far had one of that name. */
  find(name: string): number {
    return this.numbers.get(name) ?? UNNUMBERED;
  }

  /** The number of the name that the API server reads in a key, given as such. */
  number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.names.length;
    if (number >= MOST_NAMES) return UNNUMBERED;
    this.numbers.set(name, number);
    this.names.push(name);
    return number;
  }

  /** Above all numbers so far. */
  get length(): number {
    return this.names.length;
  }

  nameOf(number: number): string {
    return this.names[number] ?? '';
  }

  /** The same for a key as it is written, between the offsets: no text is made of one met before. */
  numberAt(text: string, start: number, end: number, isPlain: boolean): number {
    let hash = SEED;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
    hash ^= hash >>> 15; // the slot is taken from the lower bits
    const { spellings } = this;
    const mask = spellings.length - 1;
    let slot = hash & mask;
    for (let it = spellings[slot]; it !== undefined; it = spellings[slot]) {
      if (it.hash === hash && isTextAt(it.text, text, start, end)) {
        return isPlain ? it.plain : it.quoted;
      }
      slot = (slot + 1) & mask;
    }
    if (this.count >= MOST_NAMES) return UNNUMBERED;
    const spelling = this.spell(text.slice(start, end), hash);
    spellings[slot] = spelling;
    if (++this.count * 2 > spellings.length) this.grow();
    return isPlain ? spelling.plain : spelling.quoted;
  }

  private spell(text: string, hash: number): Spelling {
    const quoted = this.number(text);
    const value = typePlain(text);
    const plain =
      text === '<<' ? MERGE_KEY : typeof value === 'string' ? quoted : this.number(String(value));
    return { text, hash, plain, quoted };
  }

  private grow(): void {
    const old = this.spellings;
    const larger = new Array<Spelling | undefined>(old.length * 2);
    const mask = larger.length - 1;
    for (const it of old) {
      if (it === undefined) continue;
      let slot = it.hash & mask;
      while (larger[slot] !== undefined) slot = (slot + 1) & mask;
      larger[slot] = it;
    }
    this.spellings = larger;
  }
}

function isTextAt(expected: string, text: string, start: number, end: number): boolean {
  const { length } = expected;
  if (end - start !== length) return false;
  for (let at = 0; at < length; at++) {
    if (expected.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  }
  return true;
}

/** One for all documents of the process. */
export const keyNames = new KeyNames();
