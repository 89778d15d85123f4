import {
  defineRule,
  describeResource,
  describeServedPorts,
  findOutsider,
  formatLabels,
  type Outsider,
  type Related,
  type Service,
} from '../../src/rule/index.ts';

interface Difference {
  readonly selector: string;
  readonly insider: string;
  readonly outsider: string;
  readonly port: number;
  readonly ports: string;
  readonly remedy: string;
}

export default defineRule({
  id: 'service-selects-unlike-workloads',
  title: 'Service selects Pods of a workload that does not serve what the others serve',
  category: 'selection',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
  ],
  messages: {
    job: ({ selector, outsider, insider, port, remedy }: Difference) =>
      `the selector ${selector} also takes the Pods of ${outsider}, which serve nothing: while they run, some requests for port ${port} of ${insider} go there and fail; ${remedy}`,
    otherPorts: ({ selector, outsider, insider, port, ports, remedy }: Difference) =>
      `the selector ${selector} also takes the Pods of ${outsider}, which declare ${ports} and not ${port}: some requests for ${insider} go there and fail; ${remedy}`,
    otherComponent: ({ selector, outsider, insider, port, remedy }: Difference) =>
      `the selector ${selector} also takes the Pods of ${outsider}, another component: some requests for port ${port} of ${insider} are answered by the wrong program; ${remedy}`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const found = findOutsider(service, graph.backendsOf(service));
      if (found === undefined) continue;
      const message = MESSAGES[found.reason];
      report(service.selectorAt, message, describe(service, found), { related: ends(found) });
    }
  },
});

const MESSAGES = {
  'runs-to-completion': 'job',
  'other-ports': 'otherPorts',
  'other-component': 'otherComponent',
} as const;

function describe({ selector }: Service, found: Outsider): Difference {
  const { insider, outsider, port, telling } = found;
  return {
    selector: formatLabels([...(selector ?? [])].map(([key, { value }]) => [key, value.value])),
    insider: describeResource(insider.resource),
    outsider: describeResource(outsider.resource),
    port,
    ports: describeServedPorts(outsider.template),
    remedy:
      telling === undefined
        ? 'give each a label of its own, and let the selector ask for the right one'
        : `add ${telling.join(': ')} to the selector`,
  };
}

function ends({ insider, outsider }: Outsider): Related[] {
  return [outsider, insider].map(({ resource, template }) => ({
    message: `the labels of the Pods of ${describeResource(resource)}`,
    at: template.labelsAt,
  }));
}
