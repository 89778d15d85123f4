import { defineRule } from '../../src/rule/index.ts';

// An example to replace: a Service without ports, which the API server refuses (S-210).
export default defineRule({
  id: 'rule-id',
  title: 'Service has no port',
  category: 'validity',
  severity: 'error',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  messages: {
    noPort: (data: { service: string }) =>
      `Service ${data.service} has no port; list at least one under spec.ports`,
  },
  check(graph, report) {
    for (const { resource, ports, isHeadless, type } of graph.services) {
      // Kustomize may add what is missing here: only what is applied as written can be judged.
      if (resource.standing !== 'applied') continue;
      if (isHeadless || type.value === 'ExternalName' || ports.length > 0) continue;
      report(resource.name, 'noPort', { service: resource.name.value });
    }
  },
});
