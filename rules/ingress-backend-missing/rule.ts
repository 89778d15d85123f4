import { defineRule, describeResource, replaceValue } from '../../src/rule/index.ts';

export default defineRule({
  id: 'ingress-backend-missing',
  title: 'Ingress sends traffic to a Service that is not in view',
  category: 'routing',
  severity: 'warning',
  raised: { by: 'world-closed', to: 'error' },
  assumes: 'whole-namespace',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  ],
  messages: {
    missing: (data: { service: string }) =>
      `there is no Service ${data.service} in view for this backend`,
    similar: (data: { service: string; similar: string }) =>
      `there is no Service ${data.service} in view for this backend; did you mean ${data.similar}?`,
    notAName: (data: { written: string; service: string; port: string }) =>
      `"${data.written}" is no name of a Service: write Service ${data.service} and port ${data.port} in fields of their own`,
    otherNamespace: (data: { service: string; namespace: string; from: string }) =>
      `there is a Service ${data.service} in namespace ${data.namespace}, but ${data.from} reaches only Services of its own namespace`,
  },
  check(graph, report) {
    for (const reference of graph.references) {
      const { name, from } = reference;
      if (!from.kind.startsWith('Ingress')) continue;
      const service = name.value;
      const [, host, port] = /^([a-z0-9-]+):([0-9]+)$/.exec(service) ?? [];
      if (host !== undefined && port !== undefined) {
        report(name, 'notAName', { written: service, service: host, port });
        continue;
      }
      if (graph.serviceFor(reference).status !== 'missing') continue;
      const [elsewhere] = graph.everywhere('', 'Service', service);
      const [similar, another] = graph.servicesNamedLike(service, from);
      if (elsewhere?.namespace !== undefined) {
        report(
          name,
          'otherNamespace',
          { service, namespace: elsewhere.namespace, from: describeResource(from) },
          { related: [{ message: `${describeResource(elsewhere)} is here`, at: elsewhere.name }] },
        );
      } else if (similar === undefined) {
        report(name, 'missing', { service });
      } else {
        const { resource } = similar;
        const edit = another === undefined ? replaceValue(name, resource.name.value) : undefined;
        report(
          name,
          'similar',
          { service, similar: resource.name.value },
          {
            related: [{ message: `${describeResource(resource)} is here`, at: resource.name }],
            fix: edit && {
              title: `Send it to Service ${resource.name.value}`,
              safe: false,
              edits: [edit],
            },
          },
        );
      }
    }
  },
});
