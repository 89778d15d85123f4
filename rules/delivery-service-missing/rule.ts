import { defineRule, reportMissingServices } from '../../src/rule/index.ts';

export default defineRule({
  id: 'delivery-service-missing',
  title: 'Rollout or TargetGroupBinding names a Service that is not in view',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/',
  ],
  messages: {
    missing: (data: { service: string }) =>
      `there is no Service ${data.service} in view, to which traffic is to be moved`,
    didYouMean: (data: { service: string; others: string }) =>
      `there is no Service ${data.service} in view, to which traffic is to be moved; did you mean ${data.others}?`,
    otherNamespace: (data: { service: string; namespace: string; other: string }) =>
      `there is no Service ${data.service} in namespace ${data.namespace}, only in ${data.other}, and only its own namespace counts`,
  },
  check(graph, report) {
    reportMissingServices(graph, graph.missingServices('delivery'), report);
  },
});
