import { defineRule, type Located, type Service } from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-port-number-shared',
  title:
    'Service has one port number on two protocols, of which a later kubectl apply may lose one',
  category: 'ports',
  severity: 'info',
  assumes: 'nothing',
  // S-209: recorded with a Service to which a second apply added the other protocol.
  references: [
    'https://github.com/kubernetes/kubernetes/issues/39188',
    'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
  ],
  messages: {
    shared: (data: { port: number; protocols: string }) =>
      `port ${data.port} stands here for ${data.protocols}: kubectl apply tells ports of a Service apart by number alone, and may keep only one of them when the object exists already; use kubectl apply --server-side`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      if (service.ports.length < 2) continue;
      for (const { first, again, protocols } of findShared(service)) {
        report(
          again,
          'shared',
          { port: again.value, protocols },
          {
            related: [{ message: `port ${first.value} stands here for the first time`, at: first }],
          },
        );
      }
    }
  },
});

interface SharedNumber {
  readonly first: Located<number>;
  readonly again: Located<number>;
  readonly protocols: string;
}

/** Twice with one protocol is refused, and said elsewhere. */
function findShared({ ports }: Service): readonly SharedNumber[] {
  const seen = new Map<number, { readonly port: Located<number>; readonly protocol: string }>();
  return ports.flatMap(({ port, protocol }) => {
    if (port === undefined) return [];
    const first = seen.get(port.value);
    if (first === undefined) {
      seen.set(port.value, { port, protocol: protocol.value });
      return [];
    }
    if (first.protocol === protocol.value) return [];
    const protocols = `${first.protocol} and ${protocol.value}`;
    return [{ first: first.port, again: port, protocols }];
  });
}
