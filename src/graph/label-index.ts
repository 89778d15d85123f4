import { selectorMatches, type Labels, type LabelSelector } from '../model/index.ts';
import { ScopedIndex } from './scope.ts';

/** A thing that selectors find by its labels. */
interface Labelled<T> {
  readonly thing: T;
  readonly labels: ReadonlyMap<string, string>;
  readonly namespace: string | undefined;
}

/** A selector that names no label to look for cannot be answered by an index. */
export type SelectedThings<T> = readonly T[] | 'all-or-none';

/**
 * Things by their labels, for selectors with expressions, from near to far. Only labels whose key
 * some selector asks for are entered: linear in labels, folders and matches.
 */
export class LabelIndex<T> {
  private readonly index = new ScopedIndex<Labelled<T>>();
  private readonly usedKeys = new Set<string>();

  constructor(selectors: Iterable<LabelSelector | undefined>) {
    for (const selector of selectors) {
      for (const [key] of anchorsOf(selector)) this.usedKeys.add(key);
    }
  }

  add(path: string, thing: T, labels: Labels, namespace: string | undefined): void {
    const plain = new Map([...labels].map(([key, { text }]) => [key, text]));
    const labelled = { thing, labels: plain, namespace };
    for (const [key, value] of plain) {
      if (this.usedKeys.has(key)) this.index.add(path, `${key}=${value}`, labelled);
    }
  }

  /** The nearest things that satisfy the selector and may be in one of the namespaces. */
  select(
    path: string,
    selector: LabelSelector,
    namespaces: readonly (string | undefined)[] | 'any',
  ): SelectedThings<T> {
    const anchors = anchorsOf(selector);
    if (anchors.length === 0) return 'all-or-none';
    const isPlaced = ({ namespace }: Labelled<T>): boolean =>
      namespaces === 'any' ||
      namespace === undefined ||
      namespaces.some((name) => name === undefined || name === namespace);
    const nearest = this.index.nearest(path, (lookUp) => {
      let candidates: readonly Labelled<T>[] | undefined;
      for (const [key, values] of anchors) {
        const list = values.flatMap((value) => lookUp(`${key}=${value}`));
        if (list.length === 0) return undefined;
        if (candidates === undefined || list.length < candidates.length) candidates = list;
      }
      const matching = (candidates ?? []).filter(
        (candidate) => isPlaced(candidate) && selectorMatches(selector, candidate.labels),
      );
      return matching.length > 0 ? matching : undefined;
    });
    return (nearest ?? []).map(({ thing }) => thing);
  }
}

/** The labels that everything selected must carry: each a key with its possible values. */
function anchorsOf(
  selector: LabelSelector | undefined,
): readonly (readonly [key: string, values: readonly string[]])[] {
  if (selector === undefined) return [];
  return [
    ...[...selector.matchLabels].map(([key, { text }]) => [key, [text]] as const),
    ...selector.matchExpressions
      .filter(({ operator, values }) => operator === 'In' && values.length > 0)
      .map(({ key, values }) => [key, values] as const),
  ];
}
