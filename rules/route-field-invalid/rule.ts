import { defineRefusalRule, isFieldRefusal } from '../../src/rule/index.ts';

const KINDS = [
  'networking.k8s.io/Ingress',
  'networking.k8s.io/IngressClass',
  'gateway.networking.k8s.io',
];

export default defineRefusalRule({
  id: 'route-field-invalid',
  title: 'Ingress, Gateway or route holds a value that the API server refuses',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/',
    'https://gateway-api.sigs.k8s.io/reference/spec/',
  ],
  covers: (refusal, resource) => isFieldRefusal(refusal, resource, KINDS),
});
