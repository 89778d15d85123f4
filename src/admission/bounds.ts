import type { Field } from '../parse/index.ts';
import type { Schema } from './schema.ts';

/** What is wrong with a value within the bounds of a custom resource's schema. */
export function boundsComplaint(field: Field, { bounds }: Schema): string | undefined {
  if (bounds === undefined) return undefined;
  const value = field.value();
  if (bounds.enum !== undefined && value !== undefined) {
    const isLegal = bounds.enum.some((it) => it === value);
    return isLegal ? undefined : `"${String(value)}" is none of ${bounds.enum.join(', ')}`;
  }
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = bounds;
    if (value >= minimum && value <= maximum) return undefined;
    return `${value} is out of range: ${range(bounds.minimum, bounds.maximum)}`;
  }
  if (typeof value === 'string') {
    const { length } = value;
    const { minLength = 0, maxLength = Infinity } = bounds;
    if (length < minLength) return value === '' ? 'must not be empty' : `"${value}" is too short`;
    if (length > maxLength) return `has ${length} characters; at most ${maxLength} are allowed`;
    if (bounds.pattern !== undefined && !patternOf(bounds.pattern).test(value)) {
      return `"${value}" is not of the form ${bounds.pattern}`;
    }
    return undefined;
  }
  const { minProperties = 0, maxProperties = Infinity } = bounds;
  if (minProperties > 0 || maxProperties < Infinity) {
    const count = field.entries().length;
    if (count < minProperties) return `needs at least ${minProperties} entries`;
    if (count > maxProperties) return `has ${count} entries; at most ${maxProperties} are allowed`;
  }
  return undefined;
}

function range(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined) return `at most ${maximum ?? ''}`;
  return maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`;
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = new RegExp(source);
    patterns.set(source, pattern);
  }
  return pattern;
}

/** What is wrong with a list as a whole, and with items that repeat an earlier one. */
export function listComplaints(
  field: Field,
  items: readonly Field[],
  { bounds = {}, keys, items: itemSchema }: Schema,
): { at: Field; message: string }[] {
  const complaints: { at: Field; message: string }[] = [];
  const { minItems = 0, maxItems = Infinity } = bounds;
  if (items.length < minItems) {
    complaints.push({ at: field, message: `needs at least ${minItems} item${plural(minItems)}` });
  } else if (items.length > maxItems) {
    const message = `has ${items.length} items; at most ${maxItems} ${maxItems === 1 ? 'is' : 'are'} allowed`;
    complaints.push({ at: field, message });
  }
  if (keys === undefined) return complaints;
  const seen = new Set<string>();
  for (const item of items) {
    const values = keys.map(
      (key) => item.get(key).value() ?? itemSchema?.fields?.get(key)?.bounds?.default,
    );
    const identity = JSON.stringify(keys.length === 0 ? item.value() : values);
    if (seen.has(identity)) {
      const what = keys.map((key, index) => `${key} "${String(values[index])}"`).join(', ');
      const message =
        keys.length === 0 ? 'stands here twice' : `repeats ${what} of an earlier item`;
      complaints.push({ at: item, message });
    }
    seen.add(identity);
  }
  return complaints;
}

function plural(count: number): string {
  return count === 1 ? '' : 's';
}
