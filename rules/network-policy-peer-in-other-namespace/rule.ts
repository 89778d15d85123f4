import {
  defineRule,
  describeResource,
  findStrayPeers,
  formatLabels,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'network-policy-peer-in-other-namespace',
  title: 'NetworkPolicy names Pods by a podSelector alone, and they are in another namespace',
  category: 'policy',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  ],
  messages: {
    otherNamespace: (data: { labels: string; own: string; workload: string; namespace: string }) =>
      `a podSelector alone means Pods of namespace ${data.own}, where none has the labels ${data.labels}; for ${data.workload} add namespaceSelector kubernetes.io/metadata.name: ${data.namespace} to the same item`,
  },
  check(graph, report) {
    for (const { policy, podSelector, workload } of findStrayPeers(graph)) {
      const labels = [...podSelector.matchLabels].map(
        ([key, { value }]) => [key, value.value] as const,
      );
      const { namespace = '' } = workload.resource;
      const data = {
        labels: formatLabels(labels),
        own: policy.resource.namespace ?? '',
        workload: describeResource(workload.resource),
        namespace,
      };
      report(podSelector.at, 'otherNamespace', data, {
        related: [{ message: `${data.workload} is here`, at: workload.resource.name }],
      });
    }
  },
});
