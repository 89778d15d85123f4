import {
  defineRule,
  describeResource,
  replaceValue,
  type ContainerPort,
  type PortTarget,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-protocol-mismatch',
  title: 'Service speaks another protocol to a port than the Pods declare for it',
  category: 'ports',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/networking/service-protocols/',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-service-defined-correctly',
  ],
  messages: {
    otherProtocol: (data: {
      target: number;
      protocol: string;
      workload: string;
      declared: string;
    }) =>
      `port ${data.target} is ${data.protocol} here, but ${data.workload} declares it as ${data.declared}; write protocol: ${data.declared}, or declare the ${data.protocol} port too`,
  },
  check(graph, report) {
    for (const portTarget of graph.portTargets) {
      const { port, target, workloads } = portTarget;
      if (typeof target.value !== 'number') continue;
      const declared = declaredOtherwise(portTarget);
      if (declared === undefined) continue;
      const [workload] = workloads;
      const protocol = declared.protocol.value;
      const edit = replaceValue(port.protocol, protocol);
      report(
        edit === undefined ? target : port.protocol,
        'otherProtocol',
        {
          target: target.value,
          protocol: port.protocol.value,
          workload: describeResource(workload.resource),
          declared: protocol,
        },
        {
          related: [
            { message: `${protocol} is declared here`, at: declared.containerPort ?? declared.at },
          ],
          fix: edit && { title: `Change the protocol to ${protocol}`, safe: false, edits: [edit] },
        },
      );
    }
  },
});

/** The port's declaration, where every workload declares it, and only with another protocol. */
function declaredOtherwise({
  service,
  port,
  target,
  workloads,
}: PortTarget): ContainerPort | undefined {
  const number = Number(target.value);
  const declarations = workloads.map(({ template }) => template.ports.numbered(number));
  const isOther = (it: ContainerPort): boolean => it.protocol.value !== port.protocol.value;
  if (!declarations.every((ports) => ports.length > 0 && ports.every(isOther))) return undefined;
  const declared = declarations[0]?.[0];
  // DNS and the like: the Service has the port in both protocols, and one declaration stands for both.
  const isServedToo = service.ports.some(
    (it) => it.targetPort?.value === target.value && it.protocol.value === declared?.protocol.value,
  );
  return isServedToo ? undefined : declared;
}
