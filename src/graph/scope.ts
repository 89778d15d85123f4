import { directoryOf } from '../source/source-file.ts';

/**
 * Which files belong together, from near to far: the same file, the same folder, the folder's
 * subtree, the parent's subtree … the whole run. Files of one repository may describe many
 * deployments; a reference is answered from the narrowest scope that has an answer.
 */
export function scopesAround(path: string): string[] {
  const directory = directoryOf(path);
  const scopes = [fileScope(path), folderScope(directory)];
  for (let at = directory; at !== ''; at = directoryOf(at)) scopes.push(subtreeScope(at));
  scopes.push(subtreeScope(''));
  return scopes;
}

const WHOLE_RUN = subtreeScope('');

function fileScope(path: string): string {
  return `file ${path}`;
}

function folderScope(directory: string): string {
  return `folder ${directory}`;
}

function subtreeScope(directory: string): string {
  return `subtree ${directory}`;
}

/**
 * Things by key, to be found from near to far. Each is entered once per scope around it, so building
 * is linear in things times folder depth and a look-up touches each scope once.
 */
export class ScopedIndex<T> {
  private readonly scopes = new Map<string, Map<string, T[]>>();
  private readonly around = new Map<string, readonly Map<string, T[]>[]>();

  add(path: string, key: string, value: T): void {
    for (const scope of this.scopesOf(path)) {
      const list = scope.get(key);
      if (list === undefined) scope.set(key, [value]);
      else list.push(value);
    }
  }

  /** What the whole run holds under a key. */
  all(key: string): readonly T[] {
    return this.scopes.get(WHOLE_RUN)?.get(key) ?? [];
  }

  /**
   * The first answer from near to far: `answer` gets a scope's look-up function and returns nothing
   * to go on to the next scope.
   */
  nearest<R>(
    path: string,
    answer: (lookUp: (key: string) => readonly T[]) => R | undefined,
  ): R | undefined {
    for (const scope of this.scopesOf(path)) {
      const result = answer((key) => scope.get(key) ?? []);
      if (result !== undefined) return result;
    }
    return undefined;
  }

  private scopesOf(path: string): readonly Map<string, T[]>[] {
    let maps = this.around.get(path);
    if (maps === undefined) {
      maps = scopesAround(path).map((name) => {
        const existing = this.scopes.get(name);
        if (existing !== undefined) return existing;
        const created = new Map<string, T[]>();
        this.scopes.set(name, created);
        return created;
      });
      this.around.set(path, maps);
    }
    return maps;
  }
}
