import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/parse/index.ts';
import { parse, plain } from './support.ts';

/**
 * What a real API server stored after `kubectl apply` of a manifest must hold all that we read in it:
 * the server adds defaults, but changes no value. Nulls and empty collections are not stored.
 */
const SCENARIOS = path.resolve(import.meta.dirname, '../../fixtures/conformance/scenarios');

interface StoredObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

type Data = Readonly<Record<string, unknown>>;

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a manifest: lists taken apart, kind and version of a typed list passed on. */
function objectsOf(document: Document): Data[] {
  const object = plain(document.root);
  if (!isData(object)) return [];
  const { kind, items } = object;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [object];
  const inherited = kind === 'List' ? {} : { kind: kind.slice(0, -'List'.length) };
  return items.filter(isData).map((item) => ({ ...inherited, ...item }));
}

/** Where `ours` says something that `stored` does not; a path each. */
function differences(ours: unknown, stored: unknown, at: string): string[] {
  if (ours === null || isEmpty(ours)) return [];
  if (Array.isArray(ours)) {
    const list: unknown[] = Array.isArray(stored) ? stored : [];
    return ours.flatMap((item, index) => differences(item, list[index], `${at}[${index}]`));
  }
  if (isData(ours)) {
    const data = isData(stored) ? stored : {};
    return Object.entries(ours).flatMap(([key, value]) =>
      differences(value, data[key], `${at}.${key}`),
    );
  }
  return ours === stored
    ? []
    : [`${at}: read ${JSON.stringify(ours)}, stored ${JSON.stringify(stored)}`];
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function read(scenario: string, name: string): string {
  return readFileSync(path.join(SCENARIOS, scenario, name), 'utf8');
}

/** The server writes these differently from what was sent: quantities and what it allocates. */
const REWRITTEN = /\.resources\.|\.annotations\.kubectl/;

/** 326 records how an object that is applied twice is merged, which is no matter of reading. */
const MERGED = '326-same-object-twice';

const scenarios = readdirSync(SCENARIOS)
  .filter((scenario) => /^3[0-2]/.test(scenario) && scenario !== MERGED)
  .map((scenario) => {
    const recorded: unknown = JSON.parse(read(scenario, 'recorded.json'));
    const stored = isData(recorded)
      ? (recorded['storedObjects'] as StoredObject[] | undefined)
      : [];
    return { scenario, stored: stored ?? [] };
  })
  .filter(({ stored }) => stored.length > 0);

test('there are recordings of YAML', () => {
  expect(scenarios.length).toBeGreaterThan(15);
});

describe('we read what the API server stored', () => {
  test.each(scenarios)('$scenario', ({ scenario, stored }) => {
    const objects = parse(read(scenario, 'manifests.yaml')).flatMap(objectsOf);
    for (const object of stored) {
      const ours = objects.findLast(
        ({ kind, metadata }) =>
          kind === object.kind && isData(metadata) && metadata['name'] === object.metadata.name,
      );
      expect(ours, `${object.kind} ${object.metadata.name} is read`).toBeDefined();
      const found = differences(ours, object, object.metadata.name);
      expect(found.filter((it) => !REWRITTEN.test(it))).toEqual([]);
    }
  });
});
