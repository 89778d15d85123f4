import { defineRefusalRule } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'object-exported',
  title: 'Object was read from a cluster, and cannot be created as it stands',
  severity: 'warning',
  raised: { by: 'kubernetes-version', to: 'error' },
  references: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions',
    'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/',
  ],
  covers: ({ code }) => code === 'exported',
});
