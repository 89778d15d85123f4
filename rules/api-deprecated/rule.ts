import { defineRefusalRule } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'api-deprecated',
  title: 'Object uses something that Kubernetes has deprecated',
  severity: 'info',
  references: [
    'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
    'https://kubernetes.io/blog/2020/09/03/warnings/',
  ],
  covers: ({ code }) => code === 'deprecated',
});
