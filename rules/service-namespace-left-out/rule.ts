import { defineRule, describeResource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-namespace-left-out',
  title: 'Service states no namespace, and all that belongs to it states one',
  category: 'selection',
  severity: 'warning',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  messages: {
    leftOut: (data: { service: string; namespace: string; workload: string }) =>
      `Service ${data.service} states no namespace, while all objects beside it state ${data.namespace}: in another one it selects nothing of ${data.workload}; write namespace: ${data.namespace}`,
  },
  check(graph, report) {
    for (const { service, namespace, workload } of graph.leftOutNamespaces) {
      const other = describeResource(workload.resource);
      report(
        service.resource.name,
        'leftOut',
        { service: service.resource.name.value, namespace, workload: other },
        {
          related: [
            {
              message: `${other} is in namespace ${namespace}`,
              at: workload.resource.namespaceAt ?? workload.resource.name,
            },
          ],
        },
      );
    }
  },
});
