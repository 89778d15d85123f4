import { defineRule, describeResource, describeServicePort } from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-port-missing',
  title: 'Port beside the name of a Service is none that the Service has',
  category: 'ports',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  ],
  messages: {
    noSuchPort: (data: { host: string; port: number; service: string; ports: string }) =>
      `${data.service} has no port ${data.port}, so nobody answers at ${data.host}:${data.port}; it has ${data.ports}`,
    defaultPort: (data: { host: string; port: number; service: string; ports: string }) =>
      `without a port, this URL means port ${data.port} of ${data.host}, which ${data.service} does not have; it has ${data.ports}`,
  },
  check(graph, report) {
    for (const { use, service, is, dialled } of graph.hostPortFaults) {
      const { port, host } = use.mention;
      if (is !== 'no-port' && port !== undefined) continue;
      const name = describeResource(service.resource);
      const ports = service.ports.map(describeServicePort).join(', ');
      report(
        port ?? host,
        port === undefined ? 'defaultPort' : 'noSuchPort',
        { host: host.value, port: dialled, service: name, ports },
        {
          related: [
            { message: `the ports of ${name}`, at: service.ports[0]?.at ?? service.resource.name },
          ],
        },
      );
    }
  },
});
