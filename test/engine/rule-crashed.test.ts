import { expect, test } from 'vitest';
import { RULE_CRASHED } from '../../src/engine/finding.ts';
import { DEFAULT_LINT_OPTIONS, lint } from '../../src/engine/lint.ts';
import { defineRule } from '../../src/rule/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import ruleCrashed from '../../rules/rule-crashed/rule.ts';

const shared = {
  title: 'A rule of this test',
  category: 'ports',
  severity: 'error',
  assumes: 'nothing',
  references: ['S-200'],
  messages: { seen: () => 'seen' },
} as const;

const speaking = defineRule({
  ...shared,
  id: 'service-speaks',
  check(graph, report) {
    for (const { resource } of graph.services) report(resource.name, 'seen', undefined);
  },
});

const crashing = defineRule({
  ...shared,
  id: 'service-crashes',
  check(graph, report) {
    for (const { resource } of graph.services) report(resource.name, 'seen', undefined);
    throw new TypeError('x is not a function');
  },
});

const file = new SourceFile(
  'cart.yaml',
  'apiVersion: v1\nkind: Service\nmetadata: { name: cart }\nspec: { ports: [{ port: 80 }] }\n',
);

test('a rule that crashes is a finding with its name and file, and the other rules go on', () => {
  const result = lint([{ file }], [crashing, speaking, ruleCrashed], DEFAULT_LINT_OPTIONS);
  expect(result.crashed).toBe(true);
  expect(result.findings.map(({ ruleId }) => ruleId)).toEqual([
    'rule-crashed',
    'service-crashes',
    'service-speaks',
  ]);
  expect(result.findings[0]).toMatchObject({
    ruleId: RULE_CRASHED,
    category: ruleCrashed.category,
    severity: ruleCrashed.severity,
    file: 'cart.yaml',
    message: expect.stringContaining('rule service-crashes crashed: x is not a function') as string,
  });
});

test('the rule of that name says nothing by itself', () => {
  const result = lint([{ file }], [ruleCrashed], DEFAULT_LINT_OPTIONS);
  expect(result).toMatchObject({ crashed: false, findings: [] });
});
