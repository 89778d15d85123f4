import { defineRule, describeResource, formatLabels } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-selects-wrong-workload',
  title: 'Service selects a workload that lacks its ports, and another one of its name has them',
  category: 'selection',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-service-defined-correctly',
  ],
  messages: {
    wrong: (data: {
      service: string;
      selector: string;
      ports: string;
      selected: string;
      meant: string;
    }) =>
      `${data.service} selects ${data.selected} (${data.selector}), which does not declare port ${data.ports}; ${data.meant} does: did you mean to select that one?`,
  },
  check(graph, report) {
    for (const { service, selected, meant, numbers } of graph.wrongWorkloads) {
      const selector = [...(service.selector ?? [])];
      const other = describeResource(meant.resource);
      report(
        selector[0]?.[1].value ?? service.selectorAt,
        'wrong',
        {
          service: describeResource(service.resource),
          selector: formatLabels(selector.map(([key, { value }]) => [key, value.value] as const)),
          ports: numbers.join(', '),
          selected: describeResource(selected.resource),
          meant: other,
        },
        { related: [{ message: `the labels of ${other}`, at: meant.template.labelsAt }] },
      );
    }
  },
});
