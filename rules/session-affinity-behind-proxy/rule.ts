import { defineRule, describeResource, readClientAffinity } from '../../src/rule/index.ts';

export default defineRule({
  id: 'session-affinity-behind-proxy',
  title: 'Service keeps clients to one Pod by address, though a proxy stands before it',
  category: 'exposure',
  severity: 'info',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity',
    'https://github.com/kubernetes/kubernetes/issues/36415',
  ],
  messages: {
    behindProxy: (data: { service: string; proxy: string }) =>
      `sessionAffinity: ClientIP has no use for requests that come through ${data.proxy}: a proxy asks the Pods of ${data.service} past the Service, or from its own address; set the affinity there`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const affinity = readClientAffinity(service);
      if (affinity === undefined) continue;
      const proxied = graph
        .referencesTo(service)
        .find(({ family }) => family === 'ingress' || family === 'route');
      if (proxied === undefined) continue;
      const data = {
        service: describeResource(service.resource),
        proxy: describeResource(proxied.from),
      };
      const related = [{ message: `${data.proxy} sends requests to it`, at: proxied.name }];
      report(affinity, 'behindProxy', data, { related });
    }
  },
});
