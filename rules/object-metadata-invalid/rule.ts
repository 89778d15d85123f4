import { defineRefusalRule } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'object-metadata-invalid',
  title: 'Name, label or annotation is not of the form that Kubernetes takes',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  ],
  covers: ({ code }) => code === 'metadata',
});
