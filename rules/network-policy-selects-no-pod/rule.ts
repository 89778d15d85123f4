import {
  defineRule,
  describeNearMiss,
  findMissedPods,
  formatLabels,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'network-policy-selects-no-pod',
  title: 'NetworkPolicy selects no Pod, though its podSelector nearly matches a workload',
  category: 'policy',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  ],
  messages: {
    nearMiss: (data: { selector: string; workload: string; differences: string }) =>
      `isolates no Pod: none has the labels ${data.selector}; did you mean ${data.workload}, whose Pods have ${data.differences}?`,
  },
  check(graph, report) {
    const policies = graph.networkPolicies.map(({ resource, selector }) => ({
      resource,
      podSelector: selector,
    }));
    for (const { selecting, nearMiss } of findMissedPods(graph, policies)) {
      const miss = describeNearMiss(nearMiss);
      if (miss === undefined) continue;
      const { at, workload, differences, ...details } = miss;
      const labels = [...selecting.podSelector.matchLabels];
      const selector = formatLabels(labels.map(([key, { value }]) => [key, value.value]));
      report(at, 'nearMiss', { selector, workload, differences }, details);
    }
  },
});
