import { defineRule, describeResource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'probe-host-is-service',
  title: 'Probe asks a Service instead of its own Pod',
  category: 'dns',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes',
  ],
  messages: {
    service: (data: { host: string; service: string }) =>
      `${data.host} is ${data.service}: the kubelet asks it with the node's DNS, which knows no Services, and would not learn whether this Pod is well. Leave host out; a host name for the request goes into httpHeaders`,
  },
  check(graph, report) {
    for (const { mention, answer } of graph.hosts.uses) {
      if (mention.source.readBy !== 'kubelet' || answer.status !== 'found') continue;
      const [service] = answer.services;
      if (service === undefined) continue;
      const { host } = mention;
      const name = describeResource(service.resource);
      report(
        host,
        'service',
        { host: host.value, service: name },
        { related: [{ message: `${name} is here`, at: service.resource.name }] },
      );
    }
  },
});
