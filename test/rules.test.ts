import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkExample, checkExamples } from '../src/testing/check-rule.ts';
import { annotateExample, lintExample, readExamples } from '../src/testing/example.ts';
import { readSections, RULE_SECTIONS } from './support/rule-readme.ts';
import { listRuleFolders, readRuleFolders } from './support/rule-folders.ts';

const folders = await readRuleFolders();
const rules = folders.map(({ rule }) => rule);
const template = readSections(
  readFileSync(path.resolve(import.meta.dirname, '../rules/_template/README.md'), 'utf8'),
);

test('every folder has a rule.ts', () => {
  expect(folders.map(({ id }) => id)).toEqual(listRuleFolders());
});

describe.each(folders)('$id', ({ id, directory, rule }) => {
  const examples = readExamples(directory);

  test('bears the name of its folder', () => {
    expect(rule.id).toBe(id);
  });

  test('does not call an absence an error', () => {
    expect(rule).not.toMatchObject({ assumes: 'whole-namespace', severity: 'error' });
  });

  test('has a README with all that a reader asks', () => {
    const file = path.join(directory, 'README.md');
    expect(existsSync(file), 'there is no README.md: vitest -u writes its frame').toBe(true);
    const sections = readSections(readFileSync(file, 'utf8'));
    expect([...sections.keys()]).toEqual(RULE_SECTIONS);
    for (const [heading, text] of sections) {
      expect(['', template.get(heading)], `"${heading}" is still to be written`).not.toContain(
        text,
      );
    }
  });

  // What the engine itself reports has no manifest that shows it.
  test.skipIf(rule.reportedBy === 'engine')('has examples for all that it says', () => {
    expect(checkExamples(rule, examples, rules)).toEqual([]);
  });

  test.each(examples)('example $name', async (example) => {
    const result = lintExample(example, rule, rules);
    for (const { location, annotated } of annotateExample(example, rule, result)) {
      await expect(annotated).toMatchFileSnapshot(location);
    }
    expect(checkExample(example, rule, result.findings, rules)).toEqual([]);
  });
});
