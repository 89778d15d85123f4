import { defineRule, describeResource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'external-name-target-missing',
  title: 'ExternalName Service is an alias of a Service that is not in view',
  category: 'dns',
  severity: 'warning',
  raised: { by: 'world-closed', to: 'error' },
  assumes: 'whole-namespace',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  messages: {
    missing: (data: { alias: string; target: string }) =>
      `${data.alias} is an alias of ${data.target}, but that namespace holds no such Service in view`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const { externalName, type, resource } = service;
      if (type.value !== 'ExternalName' || externalName === undefined) continue;
      if (graph.aliasedService(service)?.status !== 'missing') continue;
      report(externalName, 'missing', {
        alias: describeResource(resource),
        target: externalName.value,
      });
    }
  },
});
