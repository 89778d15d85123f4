import {
  describeResource,
  describeServedPorts,
  defineRule,
  findNamedPort,
  isMisspelt,
  isQuotedNumber,
  replaceValue,
  servedPorts,
  type ContainerPort,
  type Workload,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-target-port-unresolved-on-some-pods',
  title: 'Service targets a port name that some of the selected Pods declare otherwise',
  category: 'ports',
  severity: 'warning',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  messages: {
    otherName: (data: { target: string; has: string; lacks: string; port: string }) =>
      `targetPort "${data.target}" is a port name of ${data.has} but not of ${data.lacks}, which is selected too: its Pods get no traffic on this port; did they mean ${data.port}?`,
  },
  check(graph, report) {
    for (const { port, target, workloads } of graph.portTargets) {
      const name = target.value;
      if (typeof name === 'number' || isQuotedNumber(name)) continue;
      const protocol = port.protocol.value;
      const named = workloads.flatMap((workload) => {
        const found = findNamedPort(workload.template, name, protocol);
        return found === undefined ? [] : [{ workload, found }];
      });
      const [first] = named;
      if (first === undefined) continue;
      for (const workload of workloads) {
        if (workload.replicas === 0 || findNamedPort(workload.template, name, protocol)) continue;
        const meant = findCounterpart(workload, name, protocol, first.found);
        if (meant === undefined) continue;
        const at = meant.name ?? meant.containerPort ?? workload.resource.name;
        const edit = meant.name && replaceValue(meant.name, name);
        report(
          target,
          'otherName',
          {
            target: name,
            has: describeResource(first.workload.resource),
            lacks: describeResource(workload.resource),
            port: describePort(meant),
          },
          {
            related: [
              { message: `it declares ${describeServedPorts(workload.template)}`, at },
              { message: `"${name}" is declared here`, at: first.found.name ?? first.found.at },
            ],
            fix: edit && { title: `Name the port "${name}" there`, safe: false, edits: [edit] },
          },
        );
      }
    }
  },
});

/**
 * The port that plays the same part: it has the same number, or nearly the same name. A worker or
 * an exporter that happens to share the labels has none, and is rightly left out.
 */
function findCounterpart(
  { template }: Workload,
  name: string,
  protocol: string,
  like: ContainerPort,
): ContainerPort | undefined {
  return servedPorts(template).find(
    (it) =>
      it.protocol.value === protocol &&
      (isMisspelt(name, it.name?.value ?? '') ||
        (it.containerPort !== undefined && it.containerPort.value === like.containerPort?.value)),
  );
}

function describePort({ name, containerPort }: ContainerPort): string {
  const number = String(containerPort?.value ?? '?');
  return name === undefined ? `${number}, which has no name` : `"${name.value}" (${number})`;
}
