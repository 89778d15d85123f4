import type { Schema } from './schema.ts';

export interface Wanted {
  readonly name: string;
  readonly takes: (value: unknown) => boolean;
}

const INT32 = 2 ** 31;
const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[-+]\d\d:\d\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function isInt32(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= -INT32 && Number(value) < INT32;
}

/** What the scalar types take; the others take anything. */
export const WANTED: Readonly<Partial<Record<Schema['type'], Wanted>>> = {
  string: { name: 'a string', takes: (value) => typeof value === 'string' },
  boolean: { name: 'true or false', takes: (value) => typeof value === 'boolean' },
  int32: { name: 'a number', takes: isInt32 },
  int64: { name: 'a number', takes: Number.isInteger },
  'int-or-string': {
    name: 'a whole number or a name',
    takes: (value) => typeof value === 'string' || isInt32(value),
  },
  quantity: {
    name: 'a quantity',
    takes: (value) => typeof value === 'string' || typeof value === 'number',
  },
  time: { name: 'a time', takes: (value) => typeof value === 'string' && TIME.test(value) },
  bytes: {
    name: 'base64',
    takes: (value) => typeof value === 'string' && BASE64.test(value.replace(/[\r\n]/g, '')),
  },
};
