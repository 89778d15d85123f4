import {
  defineRule,
  describeDifference,
  describeResource,
  formatLabels,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-selects-no-pod',
  title: 'Service selects no Pod of any workload in view',
  category: 'selection',
  severity: 'warning',
  raised: { by: 'world-closed', to: 'error' },
  assumes: 'whole-namespace',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices',
  ],
  messages: {
    nothingNear: (data: { selector: string; count: number }) =>
      `no Pod in view matches the selector ${data.selector}, and ${nothingNear(data.count)}`,
    nearest: (data: { selector: string; count: number; workload: string; differences: string }) =>
      `no Pod in view matches the selector ${data.selector}; ${data.count === 1 ? 'the only workload looked at is' : `nearest of the ${data.count} workloads looked at is`} ${data.workload}, whose Pods have ${data.differences}`,
    otherNamespace: (data: { selector: string; namespace: string; workload: string }) =>
      `no Pod in namespace ${data.namespace} matches the selector ${data.selector}; ${data.workload} does, but a Service selects Pods of its own namespace only`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const backends = graph.backendsOf(service);
      if (backends.status !== 'missing') continue;
      const nearMiss = graph.nearMissOf(service);
      if (nearMiss?.evidence !== undefined) continue;
      const selector = formatLabels(
        [...(service.selector ?? [])].map(([key, { value }]) => [key, value.value] as const),
      );
      const count = backends.searched;
      const [elsewhere] = graph.selectedElsewhere(service);
      if (elsewhere !== undefined) {
        const workload = describeResource(elsewhere.resource);
        report(
          service.selectorAt,
          'otherNamespace',
          { selector, namespace: service.resource.namespace ?? '', workload },
          { related: [{ message: `${workload} matches`, at: elsewhere.resource.name }] },
        );
      } else if (nearMiss === undefined) {
        report(service.selectorAt, 'nothingNear', { selector, count });
      } else {
        const workload = describeResource(nearMiss.workload.resource);
        const differences = nearMiss.differences.map(describeDifference).join(' and ');
        report(
          service.selectorAt,
          'nearest',
          { selector, count, workload, differences },
          {
            related: [
              { message: `the labels of ${workload}`, at: nearMiss.workload.template.labelsAt },
            ],
          },
        );
      }
    }
  },
});

function nothingNear(count: number): string {
  if (count === 0) return 'there is no workload at all';
  return count === 1
    ? 'the only workload looked at does not come near'
    : `none of the ${count} workloads looked at comes near`;
}
