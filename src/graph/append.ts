/** Adds to the list under a key, which is made where there is none. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Adds all to the end, however many they are. */
export function appendAll<T>(list: T[], more: Iterable<T>): void {
  for (const it of more) list.push(it);
}
