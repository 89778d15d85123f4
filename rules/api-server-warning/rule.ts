import { defineRefusalRule } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'api-server-warning',
  title: 'The API server takes the object, and warns of it',
  severity: 'warning',
  references: ['https://kubernetes.io/blog/2020/09/03/warnings/'],
  covers: ({ code }) => code === 'warning',
});
