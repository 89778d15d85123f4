import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'rule-crashed',
  title: 'A rule of this linter failed: what it would have found is missing',
  category: 'internal',
  severity: 'error',
  assumes: 'nothing',
  reportedBy: 'engine',
  references: ['https://github.com/k8s-svc-lint/k8s-svc-lint/issues'],
  messages: {
    crashed: (data: { rule: string; reason: string }) =>
      `rule ${data.rule} crashed: ${data.reason}`,
  },
  check() {
    // The engine reports it, when another rule throws.
  },
});
