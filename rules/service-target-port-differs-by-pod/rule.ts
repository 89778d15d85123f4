import {
  defineRule,
  describeResource,
  findNamedPort,
  type ContainerPort,
  type Workload,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-target-port-differs-by-pod',
  title: 'Port name that a Service targets is another number on each of the selected workloads',
  category: 'ports',
  severity: 'info',
  assumes: 'nothing',
  // S-230: each Pod's own number is taken.
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  messages: {
    differs: (data: {
      name: string;
      one: string;
      port: number;
      other: string;
      otherPort: number;
    }) =>
      `"${data.name}" is ${data.port} on ${data.one} and ${data.otherPort} on ${data.other}: right while one follows the other; NetworkPolicies and whoever counts on a single number will be wrong about half of the Pods`,
  },
  check(graph, report) {
    for (const { target, port, workloads } of graph.portTargets) {
      const name = target.value;
      if (typeof name === 'number' || workloads.length < 2) continue;
      const declared = workloads.flatMap((it) => declaredBy(it, name, port.protocol.value) ?? []);
      const [first] = declared;
      const other = declared.find(({ number }) => number !== first?.number);
      if (first === undefined || other === undefined) continue;
      report(
        target,
        'differs',
        { name, one: first.by, port: first.number, other: other.by, otherPort: other.number },
        {
          related: [first, other].map(({ by, number, at }) => ({
            message: `${number} on ${by}`,
            at: at.containerPort ?? at.at,
          })),
        },
      );
    }
  },
});

interface Declared {
  readonly by: string;
  readonly number: number;
  readonly at: ContainerPort;
}

function declaredBy(workload: Workload, name: string, protocol: string): Declared | undefined {
  const at = findNamedPort(workload.template, name, protocol);
  const number = at?.containerPort?.value;
  if (at === undefined || number === undefined) return undefined;
  return { by: describeResource(workload.resource), number, at };
}
