import { defineRule, findMissedPods, reportMissedPods } from '../../src/rule/index.ts';

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
    reportMissedPods(findMissedPods(graph, policies), report);
  },
});
