import {
  defineRule,
  describeResource,
  formatLabels,
  replaceValue,
  type Service,
  type Workload,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'statefulset-service-selects-others',
  title: 'The governing Service of a StatefulSet selects Pods of another workload, and not its own',
  category: 'dns',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  ],
  messages: {
    others: (data: { service: string; selector: string; others: string; pod: string }) =>
      `${data.service} selects ${data.selector}, which are the Pods of ${data.others} and not these: ${data.pod} is not in DNS; name a headless Service that selects these Pods`,
    didYouMean: (data: { service: string; others: string; pod: string; right: string }) =>
      `${data.service} selects the Pods of ${data.others} and not these: ${data.pod} is not in DNS; did you mean ${data.right}, which selects them?`,
  },
  check(graph, report) {
    for (const workload of graph.workloads) {
      const { serviceName, resource } = workload;
      const governing = graph.governingServiceOf(workload);
      if (serviceName === undefined || governing?.status !== 'found') continue;
      if (resource.standing !== 'applied') continue;
      const selected = governing.value.map((it) => selectedBy(it, workload));
      const [service] = governing.value;
      const [others] = selected;
      if (service === undefined || others === undefined || selected.includes(undefined)) continue;
      const data = {
        service: describeResource(service.resource),
        selector: formatLabels(
          [...(service.selector ?? [])].map(([key, { value }]) => [key, value.value]),
        ),
        others: describeResource(others.resource),
        pod: `${resource.name.value}-0.${serviceName.value}`,
      };
      const related = [{ message: `${data.service} is here`, at: service.selectorAt }];
      const right = graph.servicesOf(workload).find(({ isHeadless }) => isHeadless);
      if (right === undefined) {
        report(serviceName, 'others', data, { related });
        continue;
      }
      const name = right.resource.name.value;
      const edit = replaceValue(serviceName, name);
      report(
        serviceName,
        'didYouMean',
        { ...data, right: describeResource(right.resource) },
        { related, fix: edit && { title: `Name Service ${name}`, safe: false, edits: [edit] } },
      );
    }

    /** The first workload that a headless Service takes where it does not take `own`. */
    function selectedBy(service: Service, own: Workload): Workload | undefined {
      const backends = graph.backendsOf(service);
      if (!service.isHeadless || backends.status !== 'found') return undefined;
      const isOwn = ({ resource: { kind, name } }: Workload): boolean =>
        kind === own.resource.kind && name.value === own.resource.name.value;
      return backends.value.some(isOwn) ? undefined : backends.value[0];
    }
  },
});
