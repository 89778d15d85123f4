import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isPlainlyDecodable } from '../../src/admission/quick-decoding.ts';
import { Inspection } from '../../src/admission/refusal.ts';
import { schemaOf } from '../../src/admission/schema.ts';
import { decodeThoroughly } from '../../src/admission/strict-decoding.ts';
import { readModel, type Resource } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures');

function resourcesIn(text: string): readonly Resource[] {
  return readModel(parseManifest(new SourceFile('shop.yaml', text))).resources;
}

/** Objects that are passed at a glance, and what the decoder has to say of them nevertheless. */
function compare(resources: readonly Resource[]): { passed: number; wrongly: string[] } {
  let passed = 0;
  const wrongly: string[] = [];
  for (const resource of resources) {
    const schema = schemaOf(resource.apiVersion, resource.kind);
    if (schema === undefined) continue;
    const isPassed = resource.fields.holds((tree, node) => isPlainlyDecodable(tree, node, schema));
    if (!isPassed) continue;
    passed++;
    const inspection = new Inspection(resource);
    decodeThoroughly(inspection, schema);
    wrongly.push(...inspection.refusals.map(({ message }) => message));
  }
  return { passed, wrongly };
}

function manifests(): string[] {
  return readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter((it) => /\.ya?ml$/.test(it))
    .map((it) => readFileSync(path.join(fixtures, it), 'utf8'));
}

/** Damage that makes another type, another name, a repetition, an alias, a tag. */
const DAMAGES: readonly ((line: string) => string)[] = [
  (line) => line.replace(/: .*/, ': on'),
  (line) => line.replace(/: .*/, ': 010'),
  (line) => line.replace(/: .*/, ': "80"'),
  (line) => line.replace(/: .*/, ': 1.5'),
  (line) => line.replace(/: .*/, ': ~'),
  (line) => line.replace(/: .*/, ': !!str 80'),
  (line) => line.replace(/: .*/, ': []'),
  (line) => line.replace(/: .*/, ': {a: 1}'),
  (line) => line.replace(/[a-z](?=\w*:)/, 'x'),
  (line) => (/^\s*\w+:/.test(line) ? `${line}\n${line}` : line),
  (line) => line.replace(/^( *)(\w+): .*/, '$1<<: {$2: 80}'),
];

test('what passes at a glance, the decoder has nothing to say of', () => {
  const texts = manifests();
  const whole = compare(texts.flatMap(resourcesIn));
  expect(whole.wrongly).toEqual([]);
  expect(whole.passed).toBeGreaterThan(500);
});

test('what is damaged passes only where the decoder takes it', () => {
  const texts = manifests();
  let passed = 0;
  for (const [index, text] of texts.entries()) {
    const lines = text.split('\n');
    for (const [turn, damage] of DAMAGES.entries()) {
      const at = (index * 31 + turn * 7) % lines.length;
      const damaged = lines.map((line, number) => (number === at ? damage(line) : line));
      const result = compare(resourcesIn(damaged.join('\n')));
      expect(result.wrongly, damaged.join('\n')).toEqual([]);
      passed += result.passed;
    }
  }
  expect(passed).toBeGreaterThan(1000);
});
