import { defineRule, describeResource, replaceValue } from '../../src/rule/index.ts';

export default defineRule({
  id: 'statefulset-service-missing',
  title: 'StatefulSet names a governing Service that is not in view',
  category: 'dns',
  severity: 'warning',
  raised: { by: 'world-closed', to: 'error' },
  assumes: 'whole-namespace',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  ],
  messages: {
    missing: (data: { service: string; pod: string }) =>
      `there is no Service ${data.service} in view: without it ${data.pod}.${data.service} is no DNS name`,
    didYouMean: (data: { service: string; pod: string; right: string }) =>
      `there is no Service ${data.service} in view: without it ${data.pod}.${data.service} is no DNS name. Did you mean ${data.right}, which selects these Pods?`,
  },
  check(graph, report) {
    for (const workload of graph.workloads) {
      const { serviceName, resource } = workload;
      const governing = graph.governingServiceOf(workload);
      if (serviceName === undefined || governing?.status !== 'missing') continue;
      const data = { service: serviceName.value, pod: `${resource.name.value}-0` };
      const selecting = graph.servicesOf(workload);
      const headless = selecting.filter(({ isHeadless }) => isHeadless);
      const [right, another] = headless.length > 0 ? headless : selecting;
      if (right === undefined) {
        report(serviceName, 'missing', data);
        continue;
      }
      const { name } = right.resource;
      const isSure = right.isHeadless && another === undefined;
      const edit = isSure ? replaceValue(serviceName, name.value) : undefined;
      report(
        serviceName,
        'didYouMean',
        { ...data, right: describeResource(right.resource) },
        {
          related: [
            { message: `${describeResource(right.resource)} selects these Pods`, at: name },
          ],
          fix: edit && { title: `Name Service ${name.value}`, safe: false, edits: [edit] },
        },
      );
    }
  },
});
