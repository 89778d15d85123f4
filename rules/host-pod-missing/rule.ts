import {
  defineRule,
  describeResource,
  withoutOrdinal,
  type Graph,
  type Service,
  type Workload,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-pod-missing',
  title: 'Host name of a Pod under a Service that gives its Pods no such name',
  category: 'dns',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  ],
  messages: {
    otherService: (data: { host: string; set: string; service: string; right: string }) =>
      `${data.host} does not resolve: Pods of ${data.set} have names under its serviceName ${data.right}, not under ${data.service}`,
    otherName: (data: { host: string; set: string; service: string; pod: string }) =>
      `${data.host} does not resolve: ${data.service} has no Pod ${data.pod}; Pods of ${data.set} are called ${data.set.replace(/^.*[ /]/, '')}-0 and so on`,
  },
  check(graph, report) {
    for (const { mention, answer } of graph.hosts.uses) {
      if (answer.status !== 'found') continue;
      const { pod } = answer.reading;
      if (pod === undefined || !/-\d+$/.test(pod)) continue;
      const sets = answer.services.flatMap((service) => setsBehind(graph, service));
      const [set] = sets;
      const [service] = answer.services;
      // A Pod may also bear a name of its own, by `hostname`, or be one of another kind.
      if (set === undefined || service === undefined) continue;
      const named = sets.filter((it) => it.resource.name.value === withoutOrdinal(pod));
      const { host } = mention;
      const data = {
        host: host.value,
        service: describeResource(service.resource),
        set: describeResource((named[0] ?? set).resource),
      };
      if (named.length === 0) {
        const at = set.resource.name;
        const related = [{ message: `${data.set} is behind ${data.service}`, at }];
        report(host, 'otherName', { ...data, pod }, { related });
      } else if (!named.some(({ serviceName }) => serviceName?.value === answer.reading.service)) {
        const at = named[0]?.serviceName ?? set.resource.name;
        const right = named[0]?.serviceName?.value ?? '';
        if (right === '') continue;
        const related = [{ message: `the serviceName of ${data.set}`, at }];
        report(host, 'otherService', { ...data, right }, { related });
      }
    }
  },
});

/** None where anything else than StatefulSets is behind the Service: its names are not known. */
function setsBehind(graph: Graph, service: Service): readonly Workload[] {
  const backends = graph.backendsOf(service);
  if (backends.status !== 'found' || service.resource.standing === 'kustomize-member') return [];
  const areSets = backends.value.every(
    ({ resource, template }) => resource.kind === 'StatefulSet' && template.hostname === undefined,
  );
  return areSets ? backends.value : [];
}
