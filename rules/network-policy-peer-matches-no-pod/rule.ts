import { defineRule, findMissedPeers, reportMissedPods } from '../../src/rule/index.ts';

export default defineRule({
  id: 'network-policy-peer-matches-no-pod',
  title:
    'NetworkPolicy lets in, or out to, labels that no Pod has, though a workload nearly has them',
  category: 'policy',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  ],
  messages: {
    nearMiss: (data: { selector: string; workload: string; differences: string }) =>
      `means no Pod: none has the labels ${data.selector}; did you mean ${data.workload}, whose Pods have ${data.differences}?`,
  },
  check(graph, report) {
    reportMissedPods(findMissedPeers(graph), report);
  },
});
