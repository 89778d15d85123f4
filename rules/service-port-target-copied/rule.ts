import {
  defineRule,
  describeResource,
  describeServicePort,
  findNamedPort,
  replaceValue,
  servicePortName,
  type Fix,
  type PortTarget,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-port-target-copied',
  title: 'Service port leads where another port leads, past the container port of its own name',
  category: 'ports',
  severity: 'warning',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  messages: {
    copied: (data: {
      port: string;
      target: string;
      twin: string;
      workload: string;
      name: string;
    }) =>
      `port ${data.port} leads to ${data.target}, as port ${data.twin} does; ${data.workload} has a port named "${data.name}", to which nothing leads`,
  },
  check(graph, report) {
    const byService = new Map<PortTarget['service'], PortTarget[]>();
    for (const target of graph.portTargets) {
      const others = byService.get(target.service);
      if (others === undefined) byService.set(target.service, [target]);
      else others.push(target);
    }
    for (const [service, targets] of byService) {
      // A load balancer that ends TLS itself sends plain HTTP on.
      if ([...service.resource.annotations.keys()].some((key) => /ssl|tls|cert/i.test(key)))
        continue;
      const leadingTo = groupByTarget(targets);
      for (const { port, target, workloads } of targets) {
        const name = servicePortName(port);
        if (name === '' || target.value === name) continue;
        const protocol = port.protocol.value;
        const twin = leadingTo
          .get(target.value)
          ?.find((it) => it.port !== port && it.port.protocol.value === protocol);
        if (twin === undefined) continue;
        if (servicePortName(twin.port) === '') continue;
        const [workload] = workloads;
        const own = findNamedPort(workload.template, name, protocol);
        const number = own?.containerPort?.value;
        if (own?.name === undefined || number === undefined) continue;
        if (leadingTo.has(name) || leadingTo.has(number)) continue;
        report(
          target,
          'copied',
          {
            port: describeServicePort(port),
            target: String(target.value),
            twin: describeServicePort(twin.port),
            workload: describeResource(workload.resource),
            name,
          },
          {
            related: [
              { message: `port "${name}" of ${describeResource(workload.resource)}`, at: own.name },
              {
                message: `port ${describeServicePort(twin.port)} leads there too`,
                at: twin.target,
              },
            ],
            fix: fixTo(target, name),
          },
        );
      }
    }
  },
});

function groupByTarget(
  targets: readonly PortTarget[],
): ReadonlyMap<string | number, readonly PortTarget[]> {
  const groups = new Map<string | number, PortTarget[]>();
  for (const it of targets) {
    const group = groups.get(it.target.value);
    if (group === undefined) groups.set(it.target.value, [it]);
    else group.push(it);
  }
  return groups;
}

function fixTo(target: PortTarget['target'], name: string): Fix | undefined {
  const edit = replaceValue(target, name);
  if (edit === undefined) return undefined;
  return { title: `Let it lead to port "${name}"`, safe: false, edits: [edit] };
}
