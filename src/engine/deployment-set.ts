import type { Document } from '../parse/index.ts';
import type { LintOptions } from './options.ts';

/**
 * The documents of a run in the groups that are judged together. What is in no set is a group of its
 * own; context is part of each.
 */
export function deploymentSets(
  documents: readonly Document[],
  { setsOf, isContext }: LintOptions,
): readonly (readonly Document[])[] {
  if (setsOf === undefined) return [documents];
  const context: Document[] = [];
  const sets = new Map<string | undefined, Document[]>();
  for (const document of documents) {
    const { path } = document.file;
    if (isContext?.(path) === true) {
      context.push(document);
      continue;
    }
    const names = setsOf(path);
    for (const name of names.length === 0 ? [undefined] : names) {
      const set = sets.get(name);
      if (set === undefined) sets.set(name, [document]);
      else set.push(document);
    }
  }
  return [...sets.values()].map((set) => [...set, ...context]);
}
