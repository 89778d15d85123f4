import type { Field } from '../parse/index.ts';

/**
 * A dash too many makes two entries of one: `- port: 80`, `- nodePort: 30080`. Empty unless the entry has
 * no port and shares no field with a neighbour that has one.
 */
export function describeSplit(ports: readonly Field[], index: number): string {
  const fields = keysOf(ports[index]);
  if (fields.length === 0 || fields.includes('port')) return '';
  const completes = (neighbour: Field | undefined): boolean => {
    const others = keysOf(neighbour);
    return others.includes('port') && !others.some((key) => fields.includes(key));
  };
  if (completes(ports[index - 1])) {
    return 'is this the rest of the entry above? Then the dash before it is one too many';
  }
  if (!completes(ports[index + 1])) return '';
  return 'is the entry below the rest of this one? Then the dash before it is one too many';
}

function keysOf(field: Field | undefined): readonly string[] {
  return field?.entries().map(({ key }) => key.value) ?? [];
}
