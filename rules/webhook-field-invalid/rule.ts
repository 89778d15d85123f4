import { defineRefusalRule, isFieldRefusal } from '../../src/rule/index.ts';

const KINDS = ['admissionregistration.k8s.io', 'apiregistration.k8s.io', 'apiextensions.k8s.io'];

export default defineRefusalRule({
  id: 'webhook-field-invalid',
  title: 'Webhook, APIService or conversion holds a value that the API server refuses',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
    'https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/',
  ],
  covers: (refusal, resource) => isFieldRefusal(refusal, resource, KINDS),
});
