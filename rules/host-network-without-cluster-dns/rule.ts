import { defineRule, describeResource, type HostUse, type Workload } from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-network-without-cluster-dns',
  title: "Pod names Services, but looks names up with its node's DNS",
  category: 'dns',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
  ],
  messages: {
    hostNetwork: (data: { workload: string; host: string }) =>
      `${data.workload} asks for ${data.host}, but on the host network a Pod uses the node's DNS, which knows no Services; set dnsPolicy: ClusterFirstWithHostNet`,
    defaultPolicy: (data: { workload: string; host: string }) =>
      `${data.workload} asks for ${data.host}, but dnsPolicy: Default is the node's DNS, which knows no Services; ClusterFirst, the default, does`,
  },
  check(graph, report) {
    const reported = new Set<Workload>();
    for (const use of graph.hosts.uses) {
      const { workload, readBy } = use.mention.source;
      if (workload === undefined || readBy !== 'pod' || reported.has(workload)) continue;
      if (!asksForService(use) || workload.resource.standing === 'kustomize-member') continue;
      const spec = workload.template.fields.get('spec');
      const policy = spec.get('dnsPolicy').value() ?? 'ClusterFirst';
      const isDefault = policy === 'Default';
      // S-524: on the host network, ClusterFirst silently means Default.
      if (!isDefault && !(workload.template.hostNetwork && policy === 'ClusterFirst')) continue;
      reported.add(workload);
      const { host } = use.mention;
      const data = { workload: describeResource(workload.resource), host: host.value };
      const related = [{ message: `${host.value} is asked for here`, at: host }];
      const [at, messageId] =
        isDefault && spec.get('dnsPolicy').exists
          ? [spec.get('dnsPolicy').anchor(), 'defaultPolicy' as const]
          : [spec.get('hostNetwork').anchor(), 'hostNetwork' as const];
      report(at, messageId, data, { related });
    }
  },
});

/** A connection, as far as can be seen: a name alone may stand in a certificate or in a log. */
function asksForService({ mention, answer }: HostUse): boolean {
  if (answer.status !== 'found' || !answer.isCertain) return false;
  return mention.form !== 'word' && (mention.form !== 'full-name' || mention.port !== undefined);
}
