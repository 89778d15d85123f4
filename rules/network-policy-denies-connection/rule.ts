import { defineRule, describeResource, describeServicePort } from '../../src/rule/index.ts';

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
  },
  check(graph, report) {
    for (const { from, service, port, at, direction, policy } of graph.deniedConnections) {
      const data = {
        from: describeResource(from.resource),
        service: describeResource(service.resource),
        port: describeServicePort(port),
      };
      const place = policy.resource.fields.get('spec').get(direction).keyAnchor();
      report(place, direction, data, {
        related: [
          { message: `${data.service} is named here`, at },
          { message: `${data.service} is here`, at: port.at },
        ],
      });
    }
  },
});
