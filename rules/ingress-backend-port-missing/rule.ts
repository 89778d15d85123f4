import {
  defineRule,
  describePorts,
  describeResource,
  describeServicePort,
  formatPort,
  replaceValue,
  type Fix,
  type LackedPort,
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
    for (const lacked of graph.lackedPorts('ingress')) {
      const { port, service, leading, asNumber } = lacked;
      const [right] = leading;
      const data = {
        service: describeResource(service.resource),
        port: formatPort(port.value),
        ports: describePorts(service),
      };
      const at = right?.at ?? asNumber?.at ?? service.ports[0]?.at ?? service.resource.name;
      const related = [{ message: `the ports of ${data.service}`, at }];
      if (right !== undefined) {
        report(
          port,
          'isTargetPort',
          { ...data, right: describeServicePort(right) },
          { related, fix: nameInstead(lacked) },
        );
      } else {
        report(port, asNumber === undefined ? 'noSuchPort' : 'quotedNumber', data, { related });
      }
    }
  },
});

/** The one port that leads there, in the form that the Ingress uses: a number or a name. */
function nameInstead({ port: at, leading }: LackedPort): Fix | undefined {
  const [only, another] = leading;
  if (only === undefined || another !== undefined) return undefined;
  const value = typeof at.value === 'number' ? only.port?.value : only.name?.value;
  const edit = value === undefined ? undefined : replaceValue(at, value);
  if (value === undefined || edit === undefined) return undefined;
  return { title: `Write the Service's port ${formatPort(value)}`, safe: false, edits: [edit] };
}
