import { defineRefusalRule, NEWEST_KNOWN } from '../../src/rule/index.ts';

export default defineRefusalRule({
  id: 'object-kind-unknown',
  title: 'Object has a kind that its API group does not have',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/reference/using-api/#api-groups',
    'https://kubernetes.io/docs/reference/kubernetes-api/',
  ],
  covers: ({ code, suggestion }, _resource, graph) => {
    if (code !== 'kind-unknown') return false;
    // What is new in a release after the newest that is known here may be right.
    const { kubernetesVersion: version } = graph.options;
    return suggestion !== undefined || version === undefined || version === NEWEST_KNOWN;
  },
});
