import {
  defineRule,
  describeResource,
  describeServicePort,
  findDeniedArrivals,
  type NetworkPolicy,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'network-policy-denies-connection',
  title: 'NetworkPolicy denies a connection that the manifests beside it ask for',
  category: 'policy',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  ],
  messages: {
    ingress: (data: { from: string; service: string; port: string }) =>
      `${data.from} is configured to connect to ${data.service}, port ${data.port}, but no ingress rule for the Pods behind it lets that in`,
    egress: (data: { from: string; service: string; port: string }) =>
      `${data.from} is configured to connect to ${data.service}, port ${data.port}, but no egress rule for it lets that out`,
    controller: (data: { asker: string; service: string; port: string }) =>
      `${data.asker} sends requests to ${data.service}, port ${data.port}, but the ingress rules for the Pods behind it let in other Pods of their namespace, and no ingress controller`,
    scraper: (data: { asker: string; service: string; port: string }) =>
      `${data.asker} has ${data.service}, port ${data.port}, scraped, but the ingress rules for the Pods behind it let in other Pods of their namespace, and no Prometheus`,
    apiServer: (data: { asker: string; service: string; port: string }) =>
      `${data.asker} has the API server call ${data.service}, port ${data.port}, but the ingress rules for the Pods behind it let in other Pods of their namespace, and the API server is no Pod of it`,
    portShut: (data: { asker: string; service: string; port: string; target: string }) =>
      `${data.asker} leads to ${data.service}, port ${data.port}, but no ingress rule for the Pods behind it takes their port ${data.target}`,
  },
  check(graph, report) {
    for (const { from, service, port, at, direction, policy } of graph.deniedConnections) {
      const data = {
        from: describeResource(from.resource),
        service: describeResource(service.resource),
        port: describeServicePort(port),
      };
      report(placeIn(policy, direction), direction, data, {
        related: [
          { message: `${data.service} is named here`, at },
          { message: `${data.service} is here`, at: port.at },
        ],
      });
    }
    for (const arrival of findDeniedArrivals(graph)) {
      const { from, asker, service, port, at, policy, isPortShut } = arrival;
      const data = {
        asker: describeResource(asker),
        service: describeResource(service.resource),
        port: describeServicePort(port),
        target: String(port.targetPort?.value ?? ''),
      };
      report(placeIn(policy, 'ingress'), isPortShut ? 'portShut' : from, data, {
        related: [
          { message: `${data.asker} asks for it here`, at },
          { message: `${data.service} is here`, at: port.at },
        ],
      });
    }
  },
});

function placeIn({ resource }: NetworkPolicy, direction: 'ingress' | 'egress') {
  return resource.fields.get('spec').get(direction).keyAnchor();
}
