import { defineRefusalRule, isFieldRefusal } from '../../src/rule/index.ts';

const KINDS = ['networking.k8s.io/NetworkPolicy'];

export default defineRefusalRule({
  id: 'network-policy-field-invalid',
  title: 'NetworkPolicy holds a value that the API server refuses',
  severity: 'error',
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  covers: (refusal, resource) => isFieldRefusal(refusal, resource, KINDS),
});
