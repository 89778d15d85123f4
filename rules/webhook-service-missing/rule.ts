import { defineRule, reportMissingServices } from '../../src/rule/index.ts';

export default defineRule({
  id: 'webhook-service-missing',
  title: 'API server is to call a Service that is not in view',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference',
  ],
  messages: {
    missing: (data: { service: string }) =>
      `there is no Service ${data.service} in view: without it the API server calls nobody here`,
    didYouMean: (data: { service: string; others: string }) =>
      `there is no Service ${data.service} in view; did you mean ${data.others}?`,
    otherNamespace: (data: { service: string; namespace: string; other: string }) =>
      `there is no Service ${data.service} in namespace ${data.namespace}, only in ${data.other}`,
  },
  check(graph, report) {
    reportMissingServices(graph, graph.missingServices('api-server'), report);
  },
});
