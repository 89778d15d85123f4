import { defineRefusalRule, isFieldRefusal } from '../../src/rule/index.ts';

const KINDS = ['/Service'];

export default defineRefusalRule({
  id: 'service-field-invalid',
  title: 'Service holds a value, or values together, that the API server refuses',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/',
    'https://kubernetes.io/docs/concepts/services-networking/service/',
  ],
  covers: (refusal, resource) => isFieldRefusal(refusal, resource, KINDS),
});
