import { defineRule, reportLackedPorts } from '../../src/rule/index.ts';

export default defineRule({
  id: 'ingress-backend-port-missing',
  title: 'Ingress sends traffic to a port that the Service does not have',
  category: 'routing',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/networking/ingress-v1/#IngressBackend',
    'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  ],
  messages: {
    noSuchPort: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port ${data.port}; it has ${data.ports}`,
    isTargetPort: (data: { service: string; port: string; right: string; ports: string }) =>
      `${data.service} has no port ${data.port}: that is where its port ${data.right} leads to. An Ingress names the Service's port; only some controllers, such as ingress-nginx, take the target port as well`,
    quotedNumber: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port named ${data.port}; in quotes it is a name and not the number. It has ${data.ports}`,
  },
  check(graph, report) {
    reportLackedPorts(graph, 'ingress', report);
  },
});
