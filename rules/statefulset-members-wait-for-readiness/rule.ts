import { defineRule, describeResource, type Service, type Workload } from '../../src/rule/index.ts';

export default defineRule({
  id: 'statefulset-members-wait-for-readiness',
  title: 'Members of a StatefulSet look each other up, and are found only when they are ready',
  category: 'dns',
  severity: 'info',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  ],
  messages: {
    waits: (data: { host: string; set: string; service: string }) =>
      `${data.set} names its own Pod ${data.host}, which is in DNS only while that Pod is ready: where readiness needs the others, none gets ready; set publishNotReadyAddresses in ${data.service}`,
  },
  check(graph, report) {
    const told = new Set<Workload>();
    for (const { mention, answer } of graph.hosts.uses) {
      const { workload } = mention.source;
      if (workload === undefined || told.has(workload) || !isGroup(workload)) continue;
      if (answer.status !== 'found' || answer.reading.pod === undefined) continue;
      const governing = answer.services.find((it) => governs(it, workload));
      if (governing === undefined || governing.publishesNotReady) continue;
      told.add(workload);
      const service = describeResource(governing.resource);
      const set = describeResource(workload.resource);
      report(
        mention.host,
        'waits',
        { host: mention.host.value, set, service },
        { related: [{ message: `${service} is here`, at: governing.resource.name }] },
      );
    }
  },
});

/** Several Pods, each of which says when it is ready. */
function isGroup({ resource, replicas, template }: Workload): boolean {
  const isReady = template.containers.some(({ probes }) =>
    probes.some(({ field }) => field === 'readinessProbe'),
  );
  return resource.kind === 'StatefulSet' && (replicas ?? 1) > 1 && isReady;
}

function governs({ resource, isHeadless }: Service, { serviceName }: Workload): boolean {
  return isHeadless && resource.name.value === serviceName?.value;
}
