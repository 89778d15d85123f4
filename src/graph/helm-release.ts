import type { SourceFile } from '../source/source-file.ts';

/** What `helm template` writes before each object. */
const SOURCE = /^# Source: (?:[^/\s]+)\//m;

const rendered = new WeakMap<SourceFile, boolean>();

/**
 * Whether two files are what Helm made of charts, each as a whole: what is in the one is no part of the
 * other, though the same release name stands in both.
 */
export function areOfTwoReleases(one: SourceFile, other: SourceFile): boolean {
  return one !== other && isRendered(one) && isRendered(other);
}

function isRendered(file: SourceFile): boolean {
  let answer = rendered.get(file);
  if (answer === undefined) rendered.set(file, (answer = SOURCE.test(file.text)));
  return answer;
}
