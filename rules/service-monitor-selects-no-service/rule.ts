import { defineRule, describeResource, formatLabels, type Label } from '../../src/rule/index.ts';

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
    otherNamespace: (data: {
      selector: string;
      service: string;
      from: string;
      namespace: string;
    }) =>
      `looks for Services in namespace ${data.from} only; ${data.service}, which carries ${data.selector}, is in another: add a namespaceSelector with matchNames: [${data.namespace}]`,
    noLabels: (data: { selector: string; service: string }) =>
      `selects the labels ${data.selector} of Services, but ${data.service} itself carries no labels; its selector does not count`,
  },
  check(graph, report) {
    for (const monitor of graph.monitoring.monitors) {
      const { selector } = monitor;
      if (selector === undefined) continue;
      const elsewhere = graph.monitoring.missedElsewhere(monitor);
      if (elsewhere?.resource.namespace !== undefined && monitor.namespaces !== 'any') {
        const service = describeResource(elsewhere.resource);
        const data = {
          service,
          selector: formatLabels(labelsOf(selector.matchLabels)),
          from: monitor.namespaces.join(', '),
          namespace: elsewhere.resource.namespace,
        };
        const at = elsewhere.resource.namespaceAt ?? elsewhere.resource.name;
        const related = [{ message: `${service} is here`, at }];
        report(selector.at, 'otherNamespace', data, { related });
        continue;
      }
      const meant = graph.monitoring.nearMissOf(monitor);
      if (meant === undefined) continue;
      const { resource } = meant;
      const lacking = [...selector.matchLabels].filter(
        ([key, { value }]) => resource.labels.get(key)?.value.value !== value.value,
      );
      const data = {
        selector: formatLabels(labelsOf(lacking)),
        service: describeResource(resource),
        labels: formatLabels(labelsOf(resource.labels)),
      };
      const related = [{ message: `${data.service} is here`, at: resource.name }];
      const [, label] = lacking[0] ?? [];
      const at = label?.value ?? selector.at;
      report(at, resource.labels.size === 0 ? 'noLabels' : 'otherLabels', data, { related });
    }
  },
});

function labelsOf(labels: Iterable<readonly [string, Label]>): (readonly [string, string])[] {
  return [...labels].map(([key, { value }]) => [key, value.value] as const);
}
