import { defineRefusalRule } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'object-field-wrong-type',
  title: 'Field holds a value of another type than its kind takes',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/',
    'https://kubernetes.io/docs/reference/kubernetes-api/',
  ],
  covers: ({ code }) => code === 'wrong-type',
});
