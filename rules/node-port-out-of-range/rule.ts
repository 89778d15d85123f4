import { defineConflictRule, findPortsOutside, USUAL_NODE_PORTS } from '../../src/rule/index.ts';

export default defineConflictRule({
  id: 'node-port-out-of-range',
  title: 'Service asks for a node port outside the range of the cluster',
  severity: 'error',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
  find: (graph) => {
    const range = graph.options.nodePortRange ?? USUAL_NODE_PORTS;
    return graph.resources.flatMap((resource) => findPortsOutside(resource, range));
  },
});
