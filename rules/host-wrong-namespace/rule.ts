import { defineRule, describeResource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-wrong-namespace',
  title: 'Host name means a Service that is in another namespace',
  category: 'dns',
  severity: 'warning',
  assumes: 'whole-namespace',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services',
  ],
  messages: {
    shortName: (data: { host: string; namespace: string; service: string; right: string }) =>
      `${data.host} is looked up in namespace ${data.namespace}, which has no such Service; ${data.service} is called ${data.right} from there`,
    otherNamespace: (data: { host: string; namespace: string; service: string; right: string }) =>
      `${data.host} does not resolve: namespace ${data.namespace} has no such Service; did you mean ${data.right}?`,
  },
  check(graph, report) {
    for (const { mention, answer } of graph.hosts.uses) {
      if (answer.status !== 'elsewhere') continue;
      const [service] = answer.services;
      const others = new Set(answer.services.map(({ resource }) => resource.namespace));
      if (service === undefined || others.size > 1) continue;
      const { host } = mention;
      const { reading, namespace } = answer;
      const { resource } = service;
      const pod = reading.pod === undefined ? '' : `${reading.pod}.`;
      const data = {
        host: host.value,
        namespace,
        service: describeResource(resource),
        right: `${pod}${resource.name.value}.${resource.namespace ?? ''}.svc`,
      };
      const messageId = reading.namespace === undefined ? 'shortName' : 'otherNamespace';
      report(host, messageId, data, {
        related: [
          { message: `${data.service} is here`, at: resource.namespaceAt ?? resource.name },
        ],
      });
    }
  },
});
