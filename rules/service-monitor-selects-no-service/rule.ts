import { defineRule, describeResource, formatLabels } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-monitor-selects-no-service',
  title: 'ServiceMonitor selects no Service, though the one it is meant for is in view',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors',
    'https://prometheus-operator.dev/docs/platform/troubleshooting/#troubleshooting-servicemonitor-changes',
  ],
  messages: {
    otherLabels: (data: { selector: string; service: string; labels: string }) =>
      `selects the labels ${data.selector} of Services, but ${data.service} carries ${data.labels}`,
    noLabels: (data: { selector: string; service: string }) =>
      `selects the labels ${data.selector} of Services, but ${data.service} itself carries no labels; its selector does not count`,
  },
  check(graph, report) {
    for (const monitor of graph.monitoring.monitors) {
      const meant = graph.monitoring.nearMissOf(monitor);
      if (meant === undefined || monitor.selector === undefined) continue;
      const { resource } = meant;
      const lacking = [...monitor.selector.matchLabels].filter(
        ([key, { value }]) => resource.labels.get(key)?.value.value !== value.value,
      );
      const data = {
        selector: formatLabels(lacking.map(([key, { value }]) => [key, value.value])),
        service: describeResource(resource),
        labels: formatLabels([...resource.labels].map(([key, { value }]) => [key, value.value])),
      };
      const related = [{ message: `${data.service} is here`, at: resource.name }];
      const [, label] = lacking[0] ?? [];
      const at = label?.value ?? monitor.selector.at;
      report(at, resource.labels.size === 0 ? 'noLabels' : 'otherLabels', data, { related });
    }
  },
});
