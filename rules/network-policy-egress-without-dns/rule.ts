import { defineRule, describeResource, findDnsIsolations } from '../../src/rule/index.ts';

export default defineRule({
  id: 'network-policy-egress-without-dns',
  title: 'NetworkPolicy lets Pods connect by name, and does not let them ask for the name',
  category: 'policy',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
  ],
  messages: {
    noDns: (data: { workload: string; name: string }) =>
      `${data.workload} connects to ${data.name} by name, but no egress rule for it allows DNS: allow port 53, UDP and TCP, to the DNS Pods of kube-system`,
    onlyTcp: (data: { workload: string; name: string }) =>
      `${data.workload} connects to ${data.name} by name, but DNS asks over UDP and this rule allows port 53 over TCP only, as when no protocol is written; add protocol UDP`,
  },
  check(graph, report) {
    for (const { policy, workload, name, tcp } of findDnsIsolations(graph)) {
      const data = { workload: describeResource(workload.resource), name: name.value };
      const related = [{ message: `${name.value} is named here`, at: name }];
      if (tcp?.port === undefined) {
        const place = policy.resource.fields.get('spec').get('egress').keyAnchor();
        report(place, 'noDns', data, { related });
      } else report(tcp.port, 'onlyTcp', data, { related });
    }
  },
});
