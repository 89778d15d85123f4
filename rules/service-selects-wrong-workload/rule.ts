import { defineRule, describeResource, formatLabels } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-selects-wrong-workload',
  title: 'Service selects a workload, and is evidently meant for another',
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
    copied: (data: { service: string; selector: string; selected: string; meant: string }) =>
      `${data.service} selects ${data.selected} (${data.selector}), which has a Service of its own name, while nothing selects ${data.meant}: did you mean to select that one?`,
  },
  check(graph, report) {
    for (const { service, selected, meant, numbers } of graph.wrongWorkloads) {
      const selector = [...(service.selector ?? [])];
      const other = describeResource(meant.resource);
      const data = {
        service: describeResource(service.resource),
        selector: formatLabels(selector.map(([key, { value }]) => [key, value.value] as const)),
        ports: numbers.join(', '),
        selected: describeResource(selected.resource),
        meant: other,
      };
      const at = selector[0]?.[1].value ?? service.selectorAt;
      const related = [{ message: `the labels of ${other}`, at: meant.template.labelsAt }];
      report(at, numbers.length > 0 ? 'wrong' : 'copied', data, { related });
    }
  },
});
