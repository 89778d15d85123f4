import { defineRule, findStrayTlsHosts, replaceValue } from '../../src/rule/index.ts';

export default defineRule({
  id: 'ingress-tls-host-differs',
  title:
    'Ingress has a certificate for a host without a rule, and a rule for a host without a certificate',
  category: 'routing',
  severity: 'warning',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  messages: {
    differs: (data: { certified: string; served: string }) =>
      `the certificate is for ${data.certified}, for which there is no rule, and ${data.served} is served without one; the hosts under tls must be those of the rules: did you mean ${data.served}?`,
  },
  check(graph, report) {
    for (const { unused, uncovered } of findStrayTlsHosts(graph)) {
      const [certified, anotherCertified] = unused;
      const [served, anotherServed] = uncovered;
      const isOnly = anotherCertified === undefined && anotherServed === undefined;
      const edit = isOnly ? replaceValue(certified, served.value) : undefined;
      const data = {
        certified: unused.map(({ value }) => value).join(', '),
        served: uncovered.map(({ value }) => value).join(', '),
      };
      report(certified, 'differs', data, {
        related: [{ message: `the rule for ${served.value}`, at: served }],
        fix: edit && { title: `Write ${served.value} under tls`, safe: false, edits: [edit] },
      });
    }
  },
});
