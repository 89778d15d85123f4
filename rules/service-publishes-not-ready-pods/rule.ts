import { defineRule, describeResource, type Located, type Service } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-publishes-not-ready-pods',
  title: 'Service that takes requests from outside sends them to Pods that are not ready',
  category: 'exposure',
  severity: 'info',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
    'https://github.com/cadence-workflow/cadence-charts/issues/90',
  ],
  messages: {
    fronted: (data: { service: string; proxy: string }) =>
      `publishNotReadyAddresses is for Pods that must find each other; ${data.proxy} sends requests to ${data.service}, and some of them meet Pods that are not ready yet: use a Service of its own for them`,
    loadBalancer: (data: { service: string }) =>
      `publishNotReadyAddresses is for Pods that must find each other; ${data.service} is of type LoadBalancer, and some requests meet Pods that are not ready yet: use a Service of its own for them`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      if (!service.publishesNotReady) continue;
      const at = fieldOf(service);
      const data = { service: describeResource(service.resource) };
      const proxied = graph
        .referencesTo(service)
        .find(({ family }) => family === 'ingress' || family === 'route');
      if (proxied !== undefined) {
        const proxy = describeResource(proxied.from);
        const related = [{ message: `${proxy} sends requests to it`, at: proxied.name }];
        report(at, 'fronted', { ...data, proxy }, { related });
      } else if (service.type.value === 'LoadBalancer') {
        report(at, 'loadBalancer', data, { related: [{ message: 'its type', at: service.type }] });
      }
    }
  },
});

function fieldOf({ resource }: Service): Located<unknown> {
  return resource.fields.get('spec').get('publishNotReadyAddresses').anchor();
}
