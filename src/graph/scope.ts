import { directoryOf } from '../source/source-file.ts';

/** A part of the run's files: those that `holds` says yes to. */
interface Scope {
  readonly name: string;
  readonly holds: (path: string) => boolean;
}

/**
 * Which files belong together, from near to far: the same file, the same folder, the folder's
 * subtree, the parent's subtree … the whole run. Files of one repository may describe many
 * deployments; a reference is answered from the narrowest scope that has an answer.
 */
export function scopesAround(path: string): string[] {
  return readScopes(path).map(({ name }) => name);
}

function readScopes(path: string): Scope[] {
  const directory = directoryOf(path);
  const scopes: Scope[] = [
    { name: `file ${path}`, holds: (other) => other === path },
    { name: `folder ${directory}`, holds: (other) => directoryOf(other) === directory },
  ];
  for (let at = directory; at !== ''; at = directoryOf(at)) {
    const prefix = `${at}/`;
    scopes.push({ name: `subtree ${at}`, holds: (other) => other.startsWith(prefix) });
  }
  scopes.push(WHOLE_RUN);
  return scopes;
}

const WHOLE_RUN: Scope = { name: 'subtree ', holds: () => true };

/** So many things under one key are looked through; more are sorted into their scopes. */
const FEW = 8;

/** All things of a run that have one key. */
class Things<T> {
  readonly values: T[] = [];
  private readonly paths: string[] = [];
  private byScope: Map<string, T[]> | undefined;

  add(path: string, value: T): void {
    this.values.push(value);
    this.paths.push(path);
    this.byScope = undefined;
  }

  within(scope: Scope): readonly T[] {
    const { values, paths } = this;
    if (scope === WHOLE_RUN) return values;
    if (values.length > FEW) return (this.byScope ??= this.sorted()).get(scope.name) ?? [];
    const isOutside = (path: string): boolean => !scope.holds(path);
    if (!paths.some(isOutside)) return values;
    return values.filter((_, index) => scope.holds(paths[index] ?? ''));
  }

  private sorted(): Map<string, T[]> {
    const byScope = new Map<string, T[]>();
    const known = new Map<string, readonly string[]>();
    for (const [index, value] of this.values.entries()) {
      const path = this.paths[index] ?? '';
      let scopes = known.get(path);
      if (scopes === undefined) known.set(path, (scopes = scopesAround(path)));
      for (const scope of scopes) {
        const list = byScope.get(scope);
        if (list === undefined) byScope.set(scope, [value]);
        else list.push(value);
      }
    }
    return byScope;
  }
}

const NOTHING: readonly never[] = [];

/**
 * Things by key, to be found from near to far. Most keys have one or two things; those of a key with
 * many are sorted into the scopes around each when somebody asks: linear in things times folder depth.
 */
export class ScopedIndex<T> {
  private readonly byKey = new Map<string, Things<T>>();
  private readonly around = new Map<string, readonly Scope[]>();

  add(path: string, key: string, value: T): void {
    let things = this.byKey.get(key);
    if (things === undefined) this.byKey.set(key, (things = new Things()));
    things.add(path, value);
  }

  /** What the whole run holds under a key. */
  all(key: string): readonly T[] {
    return this.byKey.get(key)?.values ?? NOTHING;
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
      const result = answer((key) => this.byKey.get(key)?.within(scope) ?? NOTHING);
      if (result !== undefined) return result;
    }
    return undefined;
  }

  private scopesOf(path: string): readonly Scope[] {
    let scopes = this.around.get(path);
    if (scopes === undefined) this.around.set(path, (scopes = readScopes(path)));
    return scopes;
  }
}
