import {
  defineRule,
  describeResource,
  describeServicePort,
  findNamedPort,
  replaceValue,
  type Fix,
  type Located,
  type PortTarget,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'headless-service-port-differs',
  title: 'Headless Service has another port than its Pods',
  category: 'ports',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  ],
  messages: {
    differs: (data: { service: string; port: string; number: number; workload: string }) =>
      `${data.service} is headless, so nothing turns port ${data.port} into port ${data.number} of ${data.workload}: clients reach the Pods themselves and must use ${data.number}`,
  },
  check(graph, report) {
    for (const target of graph.portTargets) {
      const { service, port, workloads } = target;
      if (!service.isHeadless || port.port === undefined) continue;
      // Whoever goes by endpoints, as these do, gets the Pods' port (S-361).
      if (graph.referencesTo(service).length > 0 || graph.monitoring.isScraped(service)) continue;
      const numbers = new Set(workloads.map(({ template }) => resolve(target, template)));
      const [number] = numbers;
      if (number === undefined || numbers.size > 1 || number === port.port.value) continue;
      const [workload] = workloads;
      const data = {
        service: describeResource(service.resource),
        port: describeServicePort(port),
        number,
        workload: describeResource(workload.resource),
      };
      report(port.port, 'differs', data, {
        related: [{ message: `${data.workload} is selected`, at: workload.resource.name }],
        fix: fixTo(port.port, number),
      });
    }
  },
});

/** The number that the port means on these Pods. */
function resolve(
  { target, port }: PortTarget,
  template: PortTarget['workloads'][0]['template'],
): number | undefined {
  if (typeof target.value === 'number') return target.value;
  return findNamedPort(template, target.value, port.protocol.value)?.containerPort?.value;
}

function fixTo(port: Located<number>, number: number): Fix | undefined {
  const edit = replaceValue(port, number);
  if (edit === undefined) return undefined;
  return { title: `Write the Pods' port ${number}`, safe: false, edits: [edit] };
}
