import {
  defineRule,
  findMissedPods,
  readPodMonitor,
  type PodMonitor,
  reportMissedPods,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'pod-monitor-selects-no-pod',
  title: 'PodMonitor selects no Pod, though its selector nearly matches a workload',
  category: 'selection',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://prometheus-operator.dev/docs/developer/getting-started/#using-podmonitors',
    'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor',
  ],
  messages: {
    nearMiss: (data: { selector: string; workload: string; differences: string }) =>
      `nothing is scraped: no Pod has the labels ${data.selector}; did you mean ${data.workload}, whose Pods have ${data.differences}?`,
  },
  check(graph, report) {
    const monitors = graph
      .ofKind('PodMonitor')
      .flatMap((it) => readPodMonitor(it) ?? [])
      .filter(looksAtHome);
    reportMissedPods(findMissedPods(graph, monitors), report);
  },
});

/** Pods of another namespace are written elsewhere, mostly. */
function looksAtHome({ resource, namespaces }: PodMonitor): boolean {
  return namespaces !== 'any' && namespaces.every((name) => name === resource.namespace);
}
