import { defineRule, describeResource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'statefulset-service-not-headless',
  title: 'The governing Service of a StatefulSet is not headless',
  category: 'dns',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
    'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  ],
  messages: {
    notHeadless: (data: { service: string; pod: string; type: string }) =>
      `${data.service} is of type ${data.type} and not headless (clusterIP: None), so ${data.pod} is no DNS name that Kubernetes promises`,
    otherIsHeadless: (data: { service: string; pod: string; type: string; headless: string }) =>
      `${data.service} is of type ${data.type} and not headless, so ${data.pod} is no DNS name that Kubernetes promises; ${data.headless} is headless and selects these Pods: did you mean that?`,
  },
  check(graph, report) {
    for (const workload of graph.workloads) {
      const { serviceName, resource, replicas } = workload;
      const governing = graph.governingServiceOf(workload);
      if (serviceName === undefined || governing?.status !== 'found') continue;
      const [service] = governing.value;
      if (service === undefined || governing.value.some(({ isHeadless }) => isHeadless)) continue;
      // One that lies elsewhere and selects others belongs to another environment.
      const isBeside = service.resource.file.directory === resource.file.directory;
      if (!isBeside && !graph.servicesOf(workload).includes(service)) continue;
      if (service.type.value === 'ExternalName') continue;
      const name = describeResource(service.resource);
      const data = {
        service: name,
        type: service.type.value,
        pod: `${resource.name.value}-0.${serviceName.value}`,
      };
      const related = [
        { message: `${name} is here`, at: service.clusterIP ?? service.resource.name },
      ];
      // Of several headless Services the one of that name is meant, not one for the whole application.
      const headless = graph
        .servicesOf(workload)
        .find((it) => it.isHeadless && it.resource.name.value.startsWith(serviceName.value));
      if (headless === undefined) {
        // A single Pod needs no name of its own: its Service's name leads to it (semantics 9).
        if (replicas !== undefined && replicas <= 1) continue;
        report(serviceName, 'notHeadless', data, { related });
      } else {
        const other = describeResource(headless.resource);
        report(
          serviceName,
          'otherIsHeadless',
          { ...data, headless: other },
          {
            related: [...related, { message: `${other} is headless`, at: headless.resource.name }],
          },
        );
      }
    }
  },
});
