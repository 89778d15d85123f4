import {
  defineRule,
  describeResource,
  describeServicePort,
  formatPort,
  hasPortNamed,
  isPlaceholder,
  replaceValue,
  type Fix,
  type Located,
  type Service,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-monitor-port-missing',
  title: 'ServiceMonitor scrapes a port name that no Service it selects has',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Endpoint',
    'https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors',
  ],
  messages: {
    noSuchName: (data: { service: string; port: string; names: string }) =>
      `${data.service} is selected, but has no port named ${data.port}; its ports are named ${data.names}`,
    unnamed: (data: { service: string; port: string }) =>
      `${data.service} is selected, but no port of it has a name: give the port that is meant the name ${data.port}`,
    number: (data: { service: string; port: string; name: string }) =>
      `a ServiceMonitor names Service ports by name, never by number: port ${data.port} of ${data.service} is named "${data.name}"`,
    unnamedNumber: (data: { service: string; port: string }) =>
      `a ServiceMonitor names Service ports by name, never by number: port ${data.port} of ${data.service} has no name yet`,
  },
  check(graph, report) {
    for (const monitor of graph.monitoring.monitors) {
      const services = graph.monitoring.servicesOf(monitor);
      if (services.status !== 'found') continue;
      for (const { port } of monitor.endpoints) {
        if (port === undefined || port.value === '' || isPlaceholder(String(port.value))) continue;
        const wanted = String(port.value);
        if (services.value.some((it) => isChanged(it) || hasPortNamed(it, wanted))) continue;
        const [service] = services.value;
        if (service === undefined || service.resource.name.value === '') continue;
        const meant = service.ports.find((it) => String(it.port?.value) === wanted);
        const at = meant ?? service.ports[0];
        const related = [
          {
            message: at === undefined ? 'it has no ports' : describePorts(service),
            at: at?.at ?? service.resource.name,
          },
        ];
        const data = { service: describeResource(service.resource), port: formatPort(port.value) };
        const names = service.ports.flatMap(({ name }) => name?.value ?? []);
        if (meant?.name !== undefined) {
          const fix = nameInstead(port, meant.name.value);
          report(port, 'number', { ...data, name: meant.name.value }, { related, fix });
        } else if (meant !== undefined) {
          report(port, 'unnamedNumber', data, { related });
        } else if (names.length === 0) {
          report(port, 'unnamed', data, { related });
        } else {
          const [only, another] = names;
          const fix =
            only === undefined || another !== undefined ? undefined : nameInstead(port, only);
          report(port, 'noSuchName', { ...data, names: names.join(', ') }, { related, fix });
        }
      }
    }
  },
});

/** Whether something else may yet add ports. */
function isChanged({ resource }: Service): boolean {
  return resource.standing === 'kustomize-member' || resource.standing === 'placeholders';
}

function describePorts({ resource, ports }: Service): string {
  return `${describeResource(resource)} has port ${ports.map(describeServicePort).join(', ')}`;
}

function nameInstead(at: Located<string | number>, name: string): Fix | undefined {
  const edit = replaceValue(at, name);
  if (edit === undefined) return undefined;
  return { title: `Scrape the port named ${name}`, safe: false, edits: [edit] };
}
