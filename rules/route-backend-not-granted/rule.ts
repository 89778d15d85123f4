import { defineRule, describeResource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'route-backend-not-granted',
  title: 'Route sends traffic to a Service of another namespace that grants nobody this',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: ['https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
  messages: {
    notGranted: (data: { service: string; namespace: string; kind: string; from: string }) =>
      `${data.service} lies in another namespace, and no ReferenceGrant in ${data.namespace} lets ${data.kind}s of ${data.from} name it`,
  },
  check(graph, report) {
    for (const reference of graph.references) {
      if (reference.family !== 'route' || !graph.routing.lacksGrant(reference)) continue;
      const services = graph.serviceFor(reference);
      // Only where the Service is written here is its namespace in view, and with it the grants.
      if (services.status !== 'found') continue;
      const [service] = services.value;
      const { from, name, namespace = '' } = reference;
      if (service?.resource.namespace !== namespace) continue;
      const data = {
        service: describeResource(service.resource),
        namespace,
        kind: from.kind,
        from: from.namespace ?? '',
      };
      const related = [{ message: `${data.service} is here`, at: service.resource.name }];
      report(name, 'notGranted', data, { related });
    }
  },
});
