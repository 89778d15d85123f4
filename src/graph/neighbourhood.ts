import { directoryOf } from '../source/source-file.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Resource } from '../model/index.ts';

/** What stands in a file: a resource, a document. */
interface Placed {
  readonly file: SourceFile;
}

/**
 * Whether two objects lie as close together as parts of one deployment do: in one folder, or in two
 * that hang on the same folder, one of them directly. What is further apart may be an example and its
 * counterpart in another example.
 */
export function areNeighbours(one: Placed, other: Placed): boolean {
  const [first, second] = [one.file.directory, other.file.directory];
  return isWithin(first, directoryOf(second)) || isWithin(second, directoryOf(first));
}

function isWithin(directory: string, ancestor: string): boolean {
  return ancestor === '' || directory === ancestor || directory.startsWith(`${ancestor}/`);
}

/** Whether two objects may be in one namespace: one that is not stated may be any. */
export function shareNamespace(one: Resource, other: Resource): boolean {
  return (one.namespace ?? other.namespace) === (other.namespace ?? one.namespace);
}
