import { defineRule, describeNearMiss, formatLabels, type Service } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-selector-near-miss',
  title: 'Service selects no Pod, though its selector nearly matches a workload',
  category: 'selection',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
  ],
  messages: {
    nearMiss: (data: { selector: string; workload: string; differences: string }) =>
      `no Pod matches the selector ${data.selector}; did you mean ${data.workload}, whose Pods have ${data.differences}?`,
    onlyOwnLabels: (data: { selector: string; workload: string }) =>
      `no Pod matches the selector ${data.selector}: ${data.workload} bears these labels itself, but its Pods get only those of spec.template.metadata.labels`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const nearMiss = graph.nearMissOf(service);
      // Where the workload's own selector fails too, its template is to be mended: another rule.
      if (nearMiss?.evidence === undefined || nearMiss.evidence === 'own-selector') continue;
      const miss = describeNearMiss(nearMiss);
      if (miss === undefined) continue;
      const { at, workload, differences, ...details } = miss;
      const message = nearMiss.evidence === 'own-labels' ? 'onlyOwnLabels' : 'nearMiss';
      report(at, message, { selector: formatSelector(service), workload, differences }, details);
    }
  },
});

function formatSelector({ selector }: Service): string {
  return formatLabels([...(selector ?? [])].map(([key, { value }]) => [key, value.value] as const));
}
