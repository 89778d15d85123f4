import { defineConflictRule, findTakenNearby } from '../../src/rule/index.ts';

export default defineConflictRule({
  id: 'service-address-taken-nearby',
  title: 'Services of two folders next to each other ask for one node port or cluster IP',
  severity: 'warning',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
    'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
  ],
  find: (graph) => findTakenNearby(graph.resources),
});
