import {
  defineRule,
  describeResource,
  POD_NAME_LABEL,
  type Located,
  type Service,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-ordinal-beyond-replicas',
  title: 'Service is for one Pod of a StatefulSet whose ordinal the StatefulSet never reaches',
  category: 'selection',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label',
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#ordinal-index',
  ],
  messages: {
    beyond: (data: { set: string; pod: string; replicas: number; first: string; last: string }) =>
      `there is no Pod ${data.pod}: ${data.set} has ${data.replicas} ${data.replicas === 1 ? 'replica' : 'replicas'}, ${data.first} to ${data.last}, so that the Service has no endpoints`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const pod = podOf(service);
      const ordinal = Number(/-([0-9]+)$/.exec(pod?.value ?? '')?.[1] ?? NaN);
      if (pod === undefined || Number.isNaN(ordinal)) continue;
      const sets = graph.backendsOf(service);
      if (sets.status !== 'found') continue;
      // Copies of the set for another size of cluster: any of them may be the one that is applied.
      const ordinals = sets.value.map((set) => graph.ordinalsOf(set));
      if (ordinals.some((it) => it === undefined || (ordinal >= it.start && ordinal < it.end))) {
        continue;
      }
      const [set] = sets.value;
      const [numbers] = ordinals;
      if (set === undefined || numbers === undefined) continue;
      const name = set.resource.name.value;
      report(
        pod,
        'beyond',
        {
          set: describeResource(set.resource),
          pod: pod.value,
          replicas: numbers.end - numbers.start,
          first: `${name}-${numbers.start}`,
          last: `${name}-${numbers.end - 1}`,
        },
        {
          related: [
            { message: `the replicas of ${describeResource(set.resource)}`, at: numbers.at },
          ],
        },
      );
    }
  },
});

function podOf({ selector }: Service): Located<string> | undefined {
  return selector?.get(POD_NAME_LABEL)?.value;
}
