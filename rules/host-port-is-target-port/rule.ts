import {
  defineRule,
  describeResource,
  describeServicePort,
  replaceValue,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-port-is-target-port',
  title: "Port beside the name of a Service is the Pods' port, not the Service's",
  category: 'ports',
  severity: 'error',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  messages: {
    targetPort: (data: { host: string; port: number; service: string; right: string }) =>
      `${data.port} is where ${data.service} leads to on its Pods; at ${data.host} it serves ${data.right}`,
  },
  check(graph, report) {
    for (const { use, service, is, right } of graph.hostPortFaults) {
      const { port, host } = use.mention;
      if (is !== 'target-port' || port === undefined || right === undefined) continue;
      const name = describeResource(service.resource);
      const number = right.port?.value ?? port.value;
      const edit = replaceValue(port, number);
      report(
        port,
        'targetPort',
        {
          host: host.value,
          port: port.value,
          service: name,
          right: describeServicePort(right),
        },
        {
          related: [{ message: `the port of ${name} that leads there`, at: right.at }],
          fix: edit && { title: `Write port ${number}`, safe: false, edits: [edit] },
        },
      );
    }
  },
});
