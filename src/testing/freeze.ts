import { Located } from '../parse/index.ts';

/**
 * Makes everything that rules are given throw when it is changed. Cursors and files are classes
 * that keep to themselves; they are left alone, for a file remembers its lines when it is asked.
 */
export function deepFreeze<T>(value: T, seen = new Set<unknown>()): T {
  if (typeof value !== 'object' || value === null || seen.has(value)) return value;
  seen.add(value);
  // An empty map may be shared by all runs: it was frozen before.
  if (Object.isFrozen(value)) return value;
  if (value instanceof Map) {
    for (const entry of value.values()) deepFreeze(entry, seen);
    for (const name of ['set', 'delete', 'clear']) {
      Object.defineProperty(value, name, {
        value: () => {
          throw new TypeError('a rule must not change the model');
        },
      });
    }
  } else if (isPlain(value)) {
    for (const entry of Object.values(value)) deepFreeze(entry, seen);
  } else if (!(value instanceof Located)) {
    return value;
  }
  return Object.freeze(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
