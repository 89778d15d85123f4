import { defineRule, reportMissingServices } from '../../src/rule/index.ts';

export default defineRule({
  id: 'ingress-backend-missing',
  title: 'Ingress sends traffic to a Service that is not in view',
  category: 'routing',
  severity: 'warning',
  raised: { by: 'world-closed', to: 'error' },
  assumes: 'whole-namespace',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  ],
  messages: {
    missing: (data: { service: string }) =>
      `there is no Service ${data.service} in view for this backend: without it nobody answers`,
    didYouMean: (data: { service: string; others: string }) =>
      `there is no Service ${data.service} in view for this backend; did you mean ${data.others}?`,
    notAName: (data: { written: string; service: string; port: string }) =>
      `"${data.written}" is no name of a Service: write Service ${data.service} and port ${data.port} in fields of their own`,
    otherNamespace: (data: { service: string; other: string; from: string }) =>
      `there is a Service ${data.service} in namespace ${data.other}, but ${data.from} reaches only Services of its own namespace`,
  },
  check(graph, report) {
    for (const { name, family } of graph.references) {
      if (family !== 'ingress') continue;
      const [written, service, port] = NAME_WITH_PORT.exec(name.value) ?? [];
      if (written === undefined || service === undefined || port === undefined) continue;
      report(name, 'notAName', { written, service, port });
    }
    const named = graph
      .missingServices('ingress')
      .filter(({ name }) => !NAME_WITH_PORT.test(name.value));
    reportMissingServices(graph, named, report);
  },
});

const NAME_WITH_PORT = /^([a-z0-9-]+):([0-9]+)$/;
