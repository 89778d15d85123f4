import { defineRule, describeResource, withoutOrdinal } from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-ordinal-beyond-replicas',
  title: 'Host name of a Pod whose ordinal the StatefulSet never reaches',
  category: 'dns',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  ],
  messages: {
    beyond: (data: { host: string; set: string; pod: string; replicas: number; last: string }) =>
      `${data.host} does not resolve: ${data.set} has ${data.replicas} ${data.replicas === 1 ? 'replica' : 'replicas'}, the last is ${data.last}`,
  },
  check(graph, report) {
    for (const { mention, answer } of graph.hosts.uses) {
      if (answer.status !== 'found') continue;
      const { pod, service } = answer.reading;
      const ordinal = Number(/-(\d+)$/.exec(pod ?? '')?.[1] ?? NaN);
      if (pod === undefined || Number.isNaN(ordinal)) continue;
      const sets = answer.services
        .flatMap((it) => {
          const backends = graph.backendsOf(it);
          return backends.status === 'found' ? backends.value : [];
        })
        .filter(
          ({ resource, serviceName }) =>
            resource.kind === 'StatefulSet' &&
            resource.name.value === withoutOrdinal(pod) &&
            serviceName?.value === service,
        );
      // Copies of the set for another size of cluster: any of them may be the one that is applied.
      const ends = sets.map((set) => graph.ordinalsOf(set));
      const [first] = sets;
      const [end] = ends;
      if (first === undefined || end === undefined) continue;
      if (ends.some((it) => it === undefined || ordinal < it.end)) continue;
      const { host } = mention;
      const set = describeResource(first.resource);
      const replicas = end.end - end.start;
      const last = `${first.resource.name.value}-${end.end - 1}`;
      if (replicas < 1) continue;
      report(
        host,
        'beyond',
        { host: host.value, set, pod, replicas, last },
        { related: [{ message: `the replicas of ${set}`, at: end.at }] },
      );
    }
  },
});
