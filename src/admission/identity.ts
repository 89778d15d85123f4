import type { Resource } from '../model/index.ts';

/** Group, kind, namespace and name; undefined for what has no certain name. */
export function identityOf({ group, kind, namespace, name, fields }: Resource): string | undefined {
  if (!fields.get('metadata').get('name').exists || name.value === '') return undefined;
  return `${group}/${kind}/${namespace ?? ''}/${name.value}`;
}

export function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}
