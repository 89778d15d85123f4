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
    clusterDns: (data: { labels: string; own: string }) =>
      `a podSelector alone means Pods of namespace ${data.own}; the cluster's DNS Pods (${data.labels}) run in kube-system: add namespaceSelector kubernetes.io/metadata.name: kube-system to the same item`,
    controller: (data: { labels: string; own: string }) =>
      `a podSelector alone means Pods of namespace ${data.own}, where none has the labels ${data.labels}; add the namespaceSelector of the ingress controller's namespace to the same item`,
  },
  check(graph, report) {
    for (const { policy, podSelector, meant } of findStrayPeers(graph)) {
      const pairs = [...podSelector.matchLabels].map(
        ([key, { value }]) => [key, value.value] as const,
      );
      const data = { labels: formatLabels(pairs), own: policy.resource.namespace ?? '' };
      if (meant === 'cluster-dns') report(podSelector.at, 'clusterDns', data);
      else if (meant === 'ingress-controller') report(podSelector.at, 'controller', data);
      else {
        const { resource } = meant;
        const workload = describeResource(resource);
        const more = { ...data, workload, namespace: resource.namespace ?? '' };
        const related = [{ message: `${workload} is here`, at: resource.name }];
        report(podSelector.at, 'otherNamespace', more, { related });
      }
    }
  },
});
