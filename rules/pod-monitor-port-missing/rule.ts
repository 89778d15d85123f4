import {
  defineRule,
  describeResource,
  describeServedPorts,
  findUnscrapedPorts,
  formatPort,
  readPodMonitor,
  replaceValue,
  servedPorts,
  type Fix,
  type UnscrapedPort,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'pod-monitor-port-missing',
  title: 'PodMonitor scrapes a port name that no Pod it selects declares',
  category: 'ports',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMetricsEndpoint',
  ],
  messages: {
    noSuchName: (data: { port: string; workload: string; ports: string }) =>
      `nothing is scraped: no container of ${data.workload}, which is selected, has a port named ${data.port}; it declares ${data.ports}`,
  },
  check(graph, report) {
    const monitors = graph.ofKind('PodMonitor').flatMap((it) => readPodMonitor(it) ?? []);
    for (const unscraped of findUnscrapedPorts(graph, monitors)) {
      const { port, workloads } = unscraped;
      const [workload] = workloads;
      const ports = describeServedPorts(workload.template);
      const data = {
        port: formatPort(port.value),
        workload: describeResource(workload.resource),
        ports,
      };
      const at = servedPorts(workload.template)[0]?.at ?? workload.resource.name;
      const related = [{ message: `${data.workload} declares ${ports}`, at }];
      report(port, 'noSuchName', data, { related, fix: nameInstead(unscraped) });
    }
  },
});

/** Where the Pods declare a single name, that is the one. */
function nameInstead({ port, workloads }: UnscrapedPort): Fix | undefined {
  const names = new Set(
    workloads.flatMap(({ template }) =>
      servedPorts(template).flatMap((it) => it.name?.value ?? []),
    ),
  );
  const [only, another] = names;
  const edit = only === undefined || another !== undefined ? undefined : replaceValue(port, only);
  return edit && { title: `Scrape the port named ${only}`, safe: false, edits: [edit] };
}
