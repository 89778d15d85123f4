import {
  defineRule,
  describePorts,
  describeResource,
  type Resource,
} from '../../src/rule/index.ts';

/** What each kind sends; Ingresses send HTTP. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['HTTPRoute', 'TCP'],
  ['GRPCRoute', 'TCP'],
  ['TLSRoute', 'TCP'],
  ['TCPRoute', 'TCP'],
  ['UDPRoute', 'UDP'],
  ['Ingress', 'TCP'],
]);

export default defineRule({
  id: 'route-backend-of-other-protocol',
  title: 'Route or Ingress sends traffic to a port of another protocol',
  category: 'routing',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference',
    'https://kubernetes.io/docs/reference/networking/service-protocols/',
  ],
  messages: {
    otherProtocol: (data: {
      kind: string;
      sends: string;
      service: string;
      port: string;
      is: string;
      ports: string;
    }) =>
      `${data.kind} sends ${data.sends}, and port ${data.port} of ${data.service} is ${data.is}; it has ${data.ports}`,
  },
  check(graph, report) {
    for (const reference of graph.references) {
      const { from, port } = reference;
      const sends = protocolOf(from);
      if (sends === undefined || port === undefined) continue;
      const services = graph.serviceFor(reference);
      const [service, another] = services.status === 'found' ? services.value : [];
      // Where copies lie equally near, or something changes it, another one may be meant.
      if (service?.resource.standing !== 'applied' || another !== undefined) continue;
      const named = service.ports.filter((it) =>
        [it.port?.value, it.name?.value].includes(port.value),
      );
      const [first] = named;
      if (first === undefined || named.some(({ protocol }) => protocol.value === sends)) continue;
      const data = {
        kind: from.kind,
        sends,
        service: describeResource(service.resource),
        port: String(port.value),
        is: first.protocol.value,
        ports: describePorts(service),
      };
      const related = [{ message: `port ${data.port} is ${data.is} here`, at: first.protocol }];
      report(port, 'otherProtocol', data, { related });
    }
  },
});

/** Other objects of these kinds, such as Traefik's or OpenShift's, say for themselves what they send. */
function protocolOf({ group, kind }: Resource): string | undefined {
  return /^(?:gateway\.networking\.k8s\.io|networking\.k8s\.io)$/.test(group)
    ? PROTOCOLS.get(kind)
    : undefined;
}
