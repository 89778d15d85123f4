import {
  defineRule,
  describeResource,
  describeServedPorts,
  findMeantPort,
  findNamedPort,
  isQuotedNumber,
  replaceValue,
  type Fix,
  type MeantPort,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-target-port-unresolved',
  title: 'Service targets a port name that no selected Pod declares',
  category: 'ports',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-service-defined-correctly',
  ],
  messages: {
    unknownName: (data: { target: string; workload: string; declared: string; meant: string }) =>
      `targetPort "${data.target}" is not a port name of ${data.workload}, which declares ${data.declared}${data.meant}`,
    otherProtocol: (data: { target: string; workload: string; protocol: string; wanted: string }) =>
      `targetPort "${data.target}" is a ${data.protocol} port of ${data.workload}, but this Service port is ${data.wanted}: names are looked up with the protocol`,
  },
  check(graph, report) {
    for (const portTarget of graph.portTargets) {
      const { port, target, workloads } = portTarget;
      const name = target.value;
      // A number leads somewhere even undeclared; a quoted one is refused before it is looked up.
      if (typeof name === 'number' || isQuotedNumber(name)) continue;
      const protocol = port.protocol.value;
      if (workloads.some((it) => findNamedPort(it.template, name, protocol))) continue;
      const [workload] = workloads;
      const where = describeResource(workload.resource);
      const [namesake] = workload.template.ports.named(name);
      if (namesake?.name !== undefined) {
        const other = namesake.protocol.value;
        const edit = replaceValue(port.protocol, other);
        report(
          target,
          'otherProtocol',
          { target: name, workload: where, protocol: other, wanted: protocol },
          {
            related: [{ message: `"${name}" is declared here`, at: namesake.name }],
            fix: edit && { title: `Change the protocol to ${other}`, safe: true, edits: [edit] },
          },
        );
        continue;
      }
      const meant = findMeantPort(name, portTarget, workload.template);
      const at = meant?.port.name ?? meant?.port.containerPort;
      report(
        target,
        'unknownName',
        {
          target: name,
          workload: where,
          declared: describeServedPorts(workload.template),
          meant: at === undefined ? '' : `; did you mean ${show(at.value)}?`,
        },
        {
          related: [
            at === undefined
              ? { message: `${where} is selected`, at: workload.resource.name }
              : { message: `${where} declares ${show(at.value)}`, at },
          ],
          fix: meant && changeTarget(target.with(name), meant),
        },
      );
    }
  },
});

function show(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${value}"`;
}

function changeTarget(
  target: Parameters<typeof replaceValue>[0],
  { port, isSure }: MeantPort,
): Fix | undefined {
  const value = port.name?.value ?? port.containerPort?.value;
  const edit = value === undefined ? undefined : replaceValue(target, value);
  if (value === undefined || edit === undefined) return undefined;
  return { title: `Change ${show(target.value)} to ${show(value)}`, safe: isSure, edits: [edit] };
}
