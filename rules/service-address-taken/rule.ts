import { defineConflictRule, findTakenTogether } from '../../src/rule/index.ts';

export default defineConflictRule({
  id: 'service-address-taken',
  title: 'Two Services ask for one node port or cluster IP',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
    'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
  ],
  find: (graph) => findTakenTogether(graph.resources),
});
