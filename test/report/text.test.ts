import { expect, test } from 'vitest';
import { renderText } from '../../src/report/text.ts';
import { summarize } from '../../src/report/summary.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';

function onTerminal(line: string, column: number, endColumn: number): string[] {
  const range = { start: { line: 1, column }, end: { line: 1, column: endColumn } };
  const context = contextOf({ isTerminal: true, lineText: () => line });
  return [...renderText(resultOf([findingOf({ range })]), context)]
    .join('')
    .split('\n')
    .slice(1, 3);
}

test('carets stand under the place', () => {
  expect(onTerminal('  targetPort: htpp', 15, 19)).toEqual([
    '     1 |   targetPort: htpp',
    '       |               ^^^^',
  ]);
});

test('carets stand right behind tabs and wide characters', () => {
  expect(onTerminal('\tname: "🛒", port: 80', 19, 21)).toEqual([
    '     1 |   name: "🛒", port: 80',
    '       |                    ^^',
  ]);
});

test('of a very long line only the neighbourhood is shown', () => {
  const [source = '', carets = ''] = onTerminal(
    `${'x'.repeat(100_000)}HERE${'y'.repeat(100_000)}`,
    100_001,
    100_005,
  );
  expect(source.length).toBeLessThan(200);
  expect(source.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
});

test('a manifest cannot steer the terminal', () => {
  expect(onTerminal('name: \u001b[2J', 1, 5)[0]).toBe(String.raw`     1 | name: \u001b[2J`);
});

test('the summary counts in words', () => {
  const result = resultOf([findingOf({}), findingOf({}), findingOf({ severity: 'info' })]);
  expect(summarize(result)).toBe('2 errors, 1 info (1 file, 1 resource)');
  expect(summarize({ ...resultOf([]), filesWithoutResources: 2 })).toBe(
    'no findings (1 file, 1 resource; 2 files without a Kubernetes object)',
  );
});
