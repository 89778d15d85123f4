import {
  defineRule,
  describeContainerPort,
  hasKnownContainers,
  isMisspelt,
  isPlaceholder,
  isQuotedNumber,
  replaceValue,
  type Container,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'probe-port-unresolved',
  title: 'Probe or hook names a port that its own container does not declare',
  category: 'ports',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
  ],
  messages: {
    unknownName: (data: {
      probe: string;
      port: string;
      container: string;
      declared: string;
      hint: string;
    }) =>
      `${data.probe} port "${data.port}" is not a port name of its container ${data.container}, which declares ${data.declared}${data.hint}`,
  },
  check(graph, report) {
    for (const workload of graph.workloads) {
      if (!hasKnownContainers(workload)) continue;
      for (const container of workload.template.containers) {
        for (const { field, port } of container.probes) {
          const name = port.value;
          if (typeof name === 'number' || isPlaceholder(name)) continue;
          // The API server refuses it as a name: workload-field-invalid says so.
          if (isQuotedNumber(name)) continue;
          if (container.ports.some((it) => it.name?.value === name)) continue;
          const meant = container.ports.filter((it) => isMisspelt(name, it.name?.value ?? ''));
          const meantName = meant.length === 1 ? meant[0]?.name : undefined;
          const neighbour = workload.template.containers.find((it) =>
            it.ports.some((other) => other.name?.value === name),
          );
          const edit = meantName && replaceValue(port.with(name), meantName.value);
          report(
            port,
            'unknownName',
            {
              probe: field,
              port: name,
              container: container.name.value,
              declared: container.ports.map(describeContainerPort).join(', ') || 'no ports',
              hint:
                meantName !== undefined
                  ? `; did you mean "${meantName.value}"?`
                  : describeNeighbour(neighbour),
            },
            {
              related: meantName
                ? [{ message: `"${meantName.value}" is declared here`, at: meantName }]
                : neighbour
                  ? [{ message: `container ${neighbour.name.value}`, at: neighbour.name }]
                  : [],
              fix: edit && {
                title: `Change "${name}" to "${meantName.value}"`,
                safe: true,
                edits: [edit],
              },
            },
          );
        }
      }
    }
  },
});

function describeNeighbour(container: Container | undefined): string {
  return container === undefined
    ? ''
    : `; container ${container.name.value} does, but names are looked up in the probe's own container only`;
}
