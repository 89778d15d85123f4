import {
  defineRule,
  describePorts,
  describeResource,
  describeServicePort,
  formatPort,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'webhook-service-port-missing',
  title: 'API server calls a Service on a port that it does not have',
  category: 'routing',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/',
  ],
  messages: {
    noSuchPort: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port ${data.port}; it has ${data.ports}`,
    implied: (data: { service: string; ports: string }) =>
      `without a port the API server calls port 443, which ${data.service} does not have; it has ${data.ports}`,
    isTargetPort: (data: { service: string; port: string; right: string }) =>
      `${data.service} has no port ${data.port}: that is the Pods' port, where its port ${data.right} leads to`,
  },
  check(graph, report) {
    for (const { reference, port, service, leading } of graph.lackedPorts('api-server')) {
      const [right] = leading;
      const data = {
        service: describeResource(service.resource),
        port: formatPort(port.value),
        ports: describePorts(service),
      };
      const at = right?.at ?? service.ports[0]?.at ?? service.resource.name;
      const related = [{ message: `the ports of ${data.service}`, at }];
      if (port.path === reference.at.path) {
        report(reference.name, 'implied', data, { related });
      } else if (right === undefined) {
        report(port, 'noSuchPort', data, { related });
      } else {
        report(port, 'isTargetPort', { ...data, right: describeServicePort(right) }, { related });
      }
    }
  },
});
