import { defineConflictRule, findConflicts } from '../../src/rule/index.ts';

export default defineConflictRule({
  id: 'service-address-taken',
  title: 'Two Services ask for one node port or cluster IP',
  severity: 'error',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
    'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
  ],
  find: (graph) => findConflicts(graph.resources).filter(({ code }) => code === 'address-taken'),
});
