import {
  defineRule,
  describeResource,
  describeServicePort,
  replaceValue,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-port-is-node-port',
  title: 'Port beside the name of a Service is its node port',
  category: 'ports',
  severity: 'error',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
  messages: {
    nodePort: (data: { host: string; port: number; service: string; right: string }) =>
      `${data.port} is the node port of ${data.service}: it is open on nodes, not at ${data.host}; there it is ${data.right}`,
  },
  check(graph, report) {
    for (const { use, service, is, right } of graph.hostPortFaults) {
      const { port, host } = use.mention;
      if (is !== 'node-port' || port === undefined || right === undefined) continue;
      const name = describeResource(service.resource);
      const number = right.port?.value ?? port.value;
      const edit = replaceValue(port, number);
      report(
        port,
        'nodePort',
        {
          host: host.value,
          port: port.value,
          service: name,
          right: describeServicePort(right),
        },
        {
          related: [{ message: `the node port of ${name}`, at: right.nodePort ?? right.at }],
          fix: edit && { title: `Write port ${number}`, safe: false, edits: [edit] },
        },
      );
    }
  },
});
