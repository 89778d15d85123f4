import { defineRule, describeResource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'virtual-service-gateway-missing',
  title: 'VirtualService binds to a Gateway that is not in view, beside one of almost that name',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService',
    'https://istio.io/latest/docs/reference/config/networking/gateway/',
  ],
  messages: {
    missing: (data: { name: string; meant: string }) =>
      `there is no Gateway ${data.name} in view; did you mean ${data.meant}?`,
  },
  check(graph, report) {
    for (const { ref, meant } of graph.missingMeshGateways) {
      const data = { name: ref.name.value, meant: describeResource(meant) };
      report(ref.name, 'missing', data, {
        related: [{ message: `${data.meant} is here`, at: meant.name }],
      });
    }
  },
});
