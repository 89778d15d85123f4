import { defineRule, reportMissingServices } from '../../src/rule/index.ts';

export default defineRule({
  id: 'route-backend-missing',
  title: 'Route sends traffic to a Service that is not in view',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference',
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination',
  ],
  messages: {
    missing: (data: { service: string }) =>
      `there is no Service ${data.service} in view for this route: without it nobody answers`,
    didYouMean: (data: { service: string; others: string }) =>
      `there is no Service ${data.service} in view for this route; did you mean ${data.others}?`,
    otherNamespace: (data: { service: string; namespace: string; other: string }) =>
      `there is no Service ${data.service} in namespace ${data.namespace}, only in ${data.other}`,
  },
  check(graph, report) {
    reportMissingServices(graph, graph.missingServices('route'), report);
  },
});
