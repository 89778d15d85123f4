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
  id: 'route-backend-port-missing',
  title: 'Route sends traffic to a port that the Service does not have',
  category: 'routing',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference',
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination',
  ],
  messages: {
    noSuchPort: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port ${data.port}; it has ${data.ports}`,
    isTargetPort: (data: { service: string; port: string; right: string }) =>
      `${data.service} has no port ${data.port}: that is the Pods' port, where its port ${data.right} leads to`,
    notANumber: (data: { service: string; port: string; ports: string }) =>
      `${data.service} has no port named ${data.port}; in quotes it is a name and not the number. It has ${data.ports}`,
  },
  check(graph, report) {
    for (const lacked of graph.lackedPorts('route')) {
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
        const fix = numberInstead(lacked);
        report(
          port,
          'isTargetPort',
          { ...data, right: describeServicePort(right) },
          { related, fix },
        );
      } else {
        report(port, asNumber === undefined ? 'noSuchPort' : 'notANumber', data, { related });
      }
    }
  },
});

/** Where one port leads to what is named, that port is meant. */
function numberInstead({ port, leading }: LackedPort): Fix | undefined {
  const [only, another] = leading;
  const number = another === undefined ? only?.port?.value : undefined;
  const edit = number === undefined ? undefined : replaceValue(port, number);
  if (number === undefined || edit === undefined) return undefined;
  return { title: `Write the Service's port ${number}`, safe: false, edits: [edit] };
}
