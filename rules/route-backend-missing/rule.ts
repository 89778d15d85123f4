import {
  defineRule,
  describeResource,
  replaceValue,
  type Fix,
  type Service,
  type ServiceReference,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'route-backend-missing',
  title: 'Route sends traffic to a Service that is not in view',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference',
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination',
  ],
  messages: {
    missing: (data: { service: string }) =>
      `there is no Service ${data.service} in view for this route`,
    didYouMean: (data: { service: string; others: string }) =>
      `there is no Service ${data.service} in view for this route; did you mean ${data.others}?`,
    otherNamespace: (data: { service: string; namespace: string; other: string }) =>
      `there is no Service ${data.service} in namespace ${data.namespace}, only in ${data.other}`,
  },
  check(graph, report) {
    for (const reference of graph.missingServices('route')) {
      const { name, namespace, from } = reference;
      const service = name.value;
      const [elsewhere] = graph.everywhere('', 'Service', service);
      if (elsewhere?.namespace !== undefined && namespace !== undefined) {
        const related = [{ message: `${describeResource(elsewhere)} is here`, at: elsewhere.name }];
        const data = { service, namespace, other: elsewhere.namespace };
        report(name, 'otherNamespace', data, { related });
        continue;
      }
      const meant = graph.servicesMeantBy(reference);
      const [right, another] = meant;
      if (right === undefined) {
        const isWhole = graph.options.world === 'closed' || graph.holdsServices(from.file);
        if (isWhole) report(name, 'missing', { service });
        continue;
      }
      const related = meant.map(({ resource }) => ({
        message: `${describeResource(resource)} is here`,
        at: resource.name,
      }));
      const others = meant.map(({ resource }) => resource.name.value).join(' or ');
      const fix = another === undefined ? nameInstead(reference, right) : undefined;
      report(name, 'didYouMean', { service, others }, { related, fix });
    }
  },
});

function nameInstead({ name }: ServiceReference, { resource }: Service): Fix | undefined {
  const edit = replaceValue(name, resource.name.value);
  if (edit === undefined) return undefined;
  return { title: `Name Service ${resource.name.value}`, safe: false, edits: [edit] };
}
