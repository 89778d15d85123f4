import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { annotate, stripAnnotations } from '../../src/testing/annotate.ts';

type Place = readonly [line: number, column: number, endLine: number, endColumn: number];

function finding([line, column, endLine, endColumn]: Place, more: Partial<Finding> = {}): Finding {
  return {
    ...{ ruleId: 'service-bad', messageId: 'bad', category: 'ports', severity: 'error' },
    ...{ message: 'is wrong', file: 'cart.yaml', document: 0, path: '', resource: null },
    ...{ related: [], url: '' },
    range: { start: { line, column }, end: { line: endLine, column: endColumn } },
    ...more,
  };
}

const text = 'kind: Service\nspec:\n  type: NodePort\n';

function annotated(...findings: Finding[]): string {
  return annotate(text, 'cart.yaml', findings, 'service-bad');
}

test.each<[Place, string]>([
  [[3, 9, 3, 17], '  #     ^^^^^^^^ is wrong'],
  [[3, 3, 3, 7], '# ^^^^ is wrong'],
  [[2, 1, 2, 5], '#<---- is wrong'],
  [[1, 2, 1, 5], '# <--- is wrong'],
  [[3, 9, 4, 1], '  #     ^^^^^^^^… is wrong'],
  [[3, 17, 3, 17], '  #             ^ is wrong'],
])('%j is marked as %s', (place, line) => {
  const result = annotated(finding(place));
  expect(result.split('\n')[place[0]]).toBe(line);
  expect(stripAnnotations(result)).toBe(text);
});

test('the other end is marked in its own file', () => {
  const range = finding([1, 7, 1, 14]).range;
  const related = [{ message: 'is this', file: 'cart.yaml', range, resource: null }];
  expect(annotated(finding([3, 9, 3, 17], { file: 'web.yaml', related }))).toContain(
    '#     ~~~~~~~ is this\n',
  );
});

test('what another rule says bears its name', () => {
  expect(annotated(finding([3, 9, 3, 17], { ruleId: 'service-worse' }))).toContain(
    '^^^^^^^^ is wrong [service-worse]\n',
  );
});

test('comments of the author are none of ours', () => {
  const own = '# a comment\n  # ^ really?no\na: 1 # ^^^ here\n';
  expect(stripAnnotations('# a comment\na: 1 # ^^^ here\n')).toBe('# a comment\na: 1 # ^^^ here\n');
  expect(stripAnnotations(own)).not.toContain('really');
});
