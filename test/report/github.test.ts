import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { MOST_OF_A_KIND, renderGitHub } from '../../src/report/github.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';

function render(...findings: Finding[]): string[] {
  const context = contextOf({ repositoryPath: (file) => `deploy/${file}` });
  return [...renderGitHub(resultOf(findings), context)].join('').trimEnd().split('\n');
}

test('what a command is made of cannot break it', () => {
  const finding = findingOf({ file: 'a,b:c%.yaml', message: '100%\nof ::error::it' });
  expect(render(finding)).toEqual([
    String.raw`::error file=deploy/a%2Cb%3Ac%25.yaml,line=10,endLine=10,col=19,endColumn=23,title=service-target-port-unresolved::100%25\nof ::error::it`,
  ]);
});

test('columns are left out where the lines differ', () => {
  const range = { start: { line: 1, column: 2 }, end: { line: 3, column: 4 } };
  expect(render(findingOf({ range }))[0]).toContain('line=1,endLine=3,title=');
});

test('the other end is on a line of its own', () => {
  const range = { start: { line: 5, column: 9 }, end: { line: 5, column: 13 } };
  const related = [{ message: 'Service cart is here', file: 'b.yaml', range, resource: null }];
  expect(render(findingOf({ related }))[0]).toMatch(
    /%0Adeploy\/b\.yaml:5:9: Service cart is here$/,
  );
});

test('the most severe come first, and what GitHub would drop is counted', () => {
  const many = (severity: Finding['severity'], count: number): Finding[] =>
    Array.from({ length: count }, () => findingOf({ severity }));
  const lines = render(...many('info', 1), ...many('warning', 12), ...many('error', 11));
  const kinds = lines
    .map((line) => /^::(\w+)|^(\d+ more \w+)/.exec(line))
    .map((it) => it?.[1] ?? it?.[2]);
  expect(kinds).toEqual([
    ...Array.from({ length: MOST_OF_A_KIND }, () => 'error'),
    '1 more error',
    ...Array.from({ length: MOST_OF_A_KIND }, () => 'warning'),
    '2 more warning',
    'notice',
  ]);
});
