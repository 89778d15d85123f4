import { defineRule, reportLackedPorts } from '../../src/rule/index.ts';

export default defineRule({
  id: 'delivery-service-port-missing',
  title: 'TargetGroupBinding takes a port that the Service does not have',
  category: 'routing',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/',
  ],
  messages: {
    noSuchPort: (data: { service: string; port: string; ports: string }) =>
      `no target is registered: ${data.service} has no port ${data.port}; it has ${data.ports}`,
    isTargetPort: (data: { service: string; port: string; right: string }) =>
      `no target is registered: ${data.service} has no port ${data.port}; that is the Pods' port, where its port ${data.right} leads to`,
    quotedNumber: (data: { service: string; port: string; ports: string }) =>
      `no target is registered: ${data.service} has no port named ${data.port}; in quotes it is a name and not the number. It has ${data.ports}`,
  },
  check(graph, report) {
    reportLackedPorts(graph, 'delivery', report);
  },
});
