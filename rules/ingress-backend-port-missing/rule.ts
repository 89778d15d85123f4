import {
  defineRule,
  describeResource,
  describeServicePort,
  formatPort,
  isPlaceholder,
  replaceValue,
  type Fix,
  type Graph,
  type Located,
  type Service,
  type ServicePort,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'ingress-backend-port-missing',
  title: 'Ingress sends traffic to a port that the Service does not have',
  category: 'routing',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/networking/ingress-v1/#IngressBackend',
    'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  ],
  messages: {
    noSuchPort: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port ${data.port}; it has ${data.ports}`,
    isTargetPort: (data: { service: string; port: string; right: string; ports: string }) =>
      `${data.service} has no port ${data.port}: that is where its port ${data.right} leads to. An Ingress names the Service's port; only some controllers, such as ingress-nginx, take the target port as well`,
    quotedNumber: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port named ${data.port}; in quotes it is a name and not the number. It has ${data.ports}`,
  },
  check(graph, report) {
    for (const reference of graph.references) {
      const { port, from } = reference;
      if (!from.kind.startsWith('Ingress') || port === undefined) continue;
      if (isPlaceholder(String(port.value))) continue;
      const services = graph.serviceFor(reference);
      if (services.status !== 'found' || services.value.some((it) => mayHave(it, port.value))) {
        continue;
      }
      const [service] = services.value;
      if (service === undefined) continue;
      const leading = service.ports.filter((it) => leadsTo(graph, service, it, port.value));
      const [right] = leading;
      const data = {
        service: describeResource(service.resource),
        port: formatPort(port.value),
        ports: listPorts(service),
      };
      const related = [
        {
          message: `the ports of ${data.service}`,
          at: right?.at ?? service.ports[0]?.at ?? service.resource.name,
        },
      ];
      if (right !== undefined) {
        const fix = leading.length === 1 ? nameInstead(port, right) : undefined;
        report(
          port,
          'isTargetPort',
          { ...data, right: describeServicePort(right) },
          { related, fix },
        );
      } else if (hasNumber(service, port.value)) {
        report(port, 'quotedNumber', data, { related });
      } else {
        report(port, 'noSuchPort', data, { related });
      }
    }
  },
});

/** Also true where its ports cannot be read, or are changed before they are applied. */
function mayHave({ ports, type, resource }: Service, wanted: number | string): boolean {
  if (resource.standing === 'kustomize-member') return true;
  // ingress-nginx takes an ExternalName without ports (S-607).
  if (type.value === 'ExternalName' && ports.length === 0) return true;
  return ports.some(
    ({ name, port }) =>
      port === undefined ||
      isPlaceholder(name?.value ?? '') ||
      (typeof wanted === 'number' ? port.value === wanted : name?.value === wanted),
  );
}

function leadsTo(graph: Graph, service: Service, port: ServicePort, wanted: string | number) {
  return graph.targetsOf(service, port).some((target) => target === wanted);
}

function hasNumber({ ports }: Service, wanted: string | number): boolean {
  return ports.some(({ port }) => String(port?.value) === wanted);
}

function listPorts({ ports }: Service): string {
  return ports.length === 0 ? 'none' : ports.map(describeServicePort).join(', ');
}

/** The right port in the form that the Ingress uses: a number for a number, a name for a name. */
function nameInstead(at: Located<string | number>, { name, port }: ServicePort): Fix | undefined {
  const value = typeof at.value === 'number' ? port?.value : name?.value;
  const edit = value === undefined ? undefined : replaceValue(at, value);
  if (value === undefined || edit === undefined) return undefined;
  return { title: `Write the Service's port ${formatPort(value)}`, safe: false, edits: [edit] };
}
