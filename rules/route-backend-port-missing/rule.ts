import { defineRule, reportLackedPorts } from '../../src/rule/index.ts';

export default defineRule({
  id: 'route-backend-port-missing',
  title: 'Route sends traffic to a port that the Service does not have',
  category: 'routing',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference',
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination',
  ],
  messages: {
    noSuchPort: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port ${data.port}; it has ${data.ports}`,
    isTargetPort: (data: { service: string; port: string; right: string }) =>
      `${data.service} has no port ${data.port}: that is the Pods' port, where its port ${data.right} leads to`,
    quotedNumber: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port named ${data.port}; in quotes it is a name and not the number. It has ${data.ports}`,
  },
  check(graph, report) {
    reportLackedPorts(graph, 'route', report);
  },
});
