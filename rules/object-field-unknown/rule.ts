import { defineRefusalRule } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'object-field-unknown',
  title: 'Object has a field that its kind does not have',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#setting-the-field-validation-level',
    'https://kubernetes.io/docs/reference/kubernetes-api/',
  ],
  covers: ({ code }) => code === 'field-unknown',
});
