import { defineRule, describeResource, findNamedPort, servedPorts } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-target-port-unresolved',
  title: 'Service targets a port name that no selected Pod declares',
  category: 'ports',
  severity: 'error',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  messages: {
    unknownName: (data: { target: string; workload: string; declared: string }) =>
      `targetPort "${data.target}" is not a port name of ${data.workload} (it declares ${data.declared})`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const backends = graph.backendsOf(service);
      if (backends.status !== 'found') continue;
      for (const { targetPort, protocol } of service.ports) {
        if (targetPort === undefined || typeof targetPort.value === 'number') continue;
        const target = targetPort.value;
        const resolving = backends.value.filter((workload) =>
          findNamedPort(workload.template, target, protocol.value),
        );
        const [workload] = backends.value;
        if (resolving.length > 0 || workload === undefined) continue;
        const names = servedPorts(workload.template).flatMap(({ name }) => name?.value ?? []);
        report(
          targetPort,
          'unknownName',
          {
            target,
            workload: describeResource(workload.resource),
            declared: names.length === 0 ? 'no port names' : names.join(', '),
          },
          {
            related: [
              {
                message: `${describeResource(workload.resource)} is selected`,
                at: workload.resource.name,
              },
            ],
          },
        );
      }
    }
  },
});
