import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'suppression-invalid',
  title: 'Comment or annotation cannot be read as a suppression, and silences nothing',
  category: 'internal',
  severity: 'warning',
  assumes: 'nothing',
  reportedBy: 'engine',
  references: ['https://github.com/k8s-svc-lint/k8s-svc-lint#silence-one-finding'],
  messages: {
    said: (data: { message: string }) => data.message,
  },
  check() {
    // src/silence reports it, once all other rules have run.
  },
});
