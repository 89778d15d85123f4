import {
  defineRule,
  describeResource,
  replaceValue,
  type Graph,
  type Service,
  type ServiceReference,
} from '../../src/rule/index.ts';

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
    didYouMean: (data: { service: string; others: string }) =>
      `there is no Service ${data.service} in view for this backend; did you mean ${data.others}?`,
    notAName: (data: { written: string; service: string; port: string }) =>
      `"${data.written}" is no name of a Service: write Service ${data.service} and port ${data.port} in fields of their own`,
    otherNamespace: (data: { service: string; namespace: string; from: string }) =>
      `there is a Service ${data.service} in namespace ${data.namespace}, but ${data.from} reaches only Services of its own namespace`,
  },
  check(graph, report) {
    for (const reference of graph.references) {
      const { name, from } = reference;
      if (reference.family !== 'ingress') continue;
      const service = name.value;
      const [, host, port] = /^([a-z0-9-]+):([0-9]+)$/.exec(service) ?? [];
      if (host !== undefined && port !== undefined) {
        report(name, 'notAName', { written: service, service: host, port });
        continue;
      }
      if (graph.serviceFor(reference).status !== 'missing') continue;
      const [elsewhere] = graph.everywhere('', 'Service', service);
      if (elsewhere?.namespace !== undefined) {
        report(
          name,
          'otherNamespace',
          { service, namespace: elsewhere.namespace, from: describeResource(from) },
          { related: [{ message: `${describeResource(elsewhere)} is here`, at: elsewhere.name }] },
        );
        continue;
      }
      const meant = mayBeMeant(graph, reference);
      const [right, another] = meant;
      if (right === undefined) {
        const isWhole = graph.options.world === 'closed' || graph.named.areIn(from.file);
        if (isWhole) report(name, 'missing', { service });
        continue;
      }
      const edit =
        another === undefined ? replaceValue(name, right.resource.name.value) : undefined;
      report(
        name,
        'didYouMean',
        { service, others: meant.map(({ resource }) => resource.name.value).join(' or ') },
        {
          related: meant.map(({ resource }) => ({
            message: `${describeResource(resource)} is here`,
            at: resource.name,
          })),
          fix: edit && {
            title: `Send it to Service ${right.resource.name.value}`,
            safe: false,
            edits: [edit],
          },
        },
      );
    }
  },
});

/** A folder with more Services than this to which nothing leads is a collection of examples. */
const FEW = 3;

/**
 * In an open world the Service may be anywhere, so something beside the Ingress must speak for a
 * mistake: a Service of almost that name, or one to which nothing leads.
 */
function mayBeMeant(graph: Graph, { name, from }: ServiceReference): readonly Service[] {
  const idle = graph.named.idleBeside(from);
  const alike = graph.named.alike(name.value, from);
  const alikeAndIdle = alike.filter((service) => idle.has(service));
  if (alikeAndIdle.length > 0) return alikeAndIdle;
  return idle.size <= FEW ? [...idle] : [];
}
