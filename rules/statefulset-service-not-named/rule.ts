import { defineRule, describeResource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'statefulset-service-not-named',
  title: 'StatefulSet names no governing Service, though a headless one selects its Pods',
  category: 'dns',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  ],
  messages: {
    notNamed: (data: { set: string; service: string; name: string; pod: string }) =>
      `${data.set} has no serviceName, so ${data.pod} is no DNS name; write serviceName: ${data.name}, as ${data.service} is headless and selects these Pods`,
  },
  check(graph, report) {
    for (const workload of graph.workloads) {
      const { resource, serviceName } = workload;
      // An empty name is written on purpose: no names are wanted.
      if (resource.kind !== 'StatefulSet' || !workload.isBuiltIn || serviceName !== undefined)
        continue;
      if (resource.standing === 'kustomize-member' || resource.standing === 'placeholders')
        continue;
      const service = graph.servicesOf(workload).find(({ isHeadless }) => isHeadless);
      if (service === undefined) continue;
      const name = service.resource.name.value;
      report(
        resource.fields.get('spec').anchor(),
        'notNamed',
        {
          set: describeResource(resource),
          service: describeResource(service.resource),
          name,
          pod: `${resource.name.value}-0.${name}`,
        },
        {
          related: [
            {
              message: `${describeResource(service.resource)} is headless`,
              at: service.clusterIP ?? service.resource.name,
            },
          ],
        },
      );
    }
  },
});
