import { ScopedIndex } from './scope.ts';
import { spellings } from './spelling.ts';

/** A word that more things than this share within a scope tells none of them apart. */
const TELLING = 12;

/**
 * Things by name, to be found by a similar name from near to far. Only words that will be asked for
 * are entered, so that the index is as small as the questions are few.
 */
export class SpellingIndex<T> {
  private readonly index = new ScopedIndex<T>();
  private readonly asked = new Set<string>();

  constructor(names: Iterable<string>) {
    for (const name of names) for (const word of spellings(name)) this.asked.add(word);
  }

  add(path: string, name: string, thing: T): void {
    for (const word of spellings(name)) {
      if (this.asked.has(word)) this.index.add(path, word, thing);
    }
  }

  /** Whether anything at all bears a name like it. */
  resembles(name: string): boolean {
    for (const word of spellings(name)) if (this.index.all(word).length > 0) return true;
    return false;
  }

  /** From near to far, what bears a name like one of `names`; the first answer ends the search. */
  nearest<R>(
    path: string,
    names: Iterable<string>,
    answer: (similar: ReadonlySet<T>) => R | undefined,
  ): R | undefined {
    const words = new Set([...names].flatMap((name) => [...spellings(name)]));
    return this.index.nearest(path, (lookUp) => {
      const similar = new Set<T>();
      for (const word of words) {
        const things = lookUp(word);
        if (things.length <= TELLING) for (const thing of things) similar.add(thing);
      }
      return similar.size === 0 ? undefined : answer(similar);
    });
  }
}
