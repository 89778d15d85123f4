import { defineRefusalRule, isFieldRefusal } from '../../src/rule/index.ts';

const KINDS = [
  ...['/Pod', '/PodTemplate', '/ReplicationController', 'apps', 'batch', 'policy'],
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map((kind) => `extensions/${kind}`),
];

export default defineRefusalRule({
  id: 'workload-field-invalid',
  title: 'Pod or workload holds a value that the API server refuses',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/',
    'https://kubernetes.io/docs/concepts/workloads/controllers/',
  ],
  covers: (refusal, resource) => isFieldRefusal(refusal, resource, KINDS),
});
