import { defineRefusalRule } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'container-image-missing',
  title: 'Container has no image',
  severity: 'warning',
  raised: { by: 'kubernetes-version', to: 'error' },
  references: ['https://kubernetes.io/docs/concepts/containers/images/'],
  covers: ({ code }) => code === 'image-missing',
});
