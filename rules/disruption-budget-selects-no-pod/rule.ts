import {
  defineRule,
  findMissedPods,
  readDisruptionBudget,
  reportMissedPods,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'disruption-budget-selects-no-pod',
  title: 'PodDisruptionBudget selects no Pod, though its selector nearly matches a workload',
  category: 'selection',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  ],
  messages: {
    nearMiss: (data: { selector: string; workload: string; differences: string }) =>
      `protects no Pod: none has the labels ${data.selector}; did you mean ${data.workload}, whose Pods have ${data.differences}?`,
  },
  check(graph, report) {
    const budgets = graph
      .ofKind('PodDisruptionBudget')
      .flatMap((it) => readDisruptionBudget(it) ?? []);
    reportMissedPods(findMissedPods(graph, budgets), report);
  },
});
