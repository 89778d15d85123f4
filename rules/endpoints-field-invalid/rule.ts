import { defineRefusalRule, isFieldRefusal } from '../../src/rule/index.ts';

const KINDS = ['/Endpoints', 'discovery.k8s.io/EndpointSlice'];

export default defineRefusalRule({
  id: 'endpoints-field-invalid',
  title: 'EndpointSlice or Endpoints hold a value that the API server refuses',
  severity: 'error',
  references: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/'],
  covers: (refusal, resource) => isFieldRefusal(refusal, resource, KINDS),
});
