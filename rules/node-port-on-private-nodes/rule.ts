import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'node-port-on-private-nodes',
  title: 'NodePort Service on nodes that cannot be reached from outside',
  category: 'exposure',
  severity: 'warning',
  presets: ['private-nodes'],
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
  messages: {
    unreachable: (data: { service: string; reason: string }) =>
      `${data.service} opens a port on every node, but ${data.reason}: nobody outside reaches it, and no Ingress, route or load balancer leads to it`,
  },
  check(graph, report) {
    const evidence = graph.privateNodes;
    if (evidence === undefined) return;
    for (const service of graph.services) {
      const { type, resource, ports } = service;
      if (type.value !== 'NodePort' || graph.isFronted(service)) continue;
      const { reason, at } = evidence;
      report(
        type,
        'unreachable',
        { service: `Service ${resource.name.value}`, reason },
        {
          related: [
            ...ports.flatMap(({ nodePort }) =>
              nodePort === undefined ? [] : [{ message: 'the port on the nodes', at: nodePort }],
            ),
            ...(at === undefined ? [] : [{ message: reason, at }]),
          ],
        },
      );
    }
  },
});
