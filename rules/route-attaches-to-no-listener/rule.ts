import {
  defineRule,
  describeResource,
  replaceValue,
  type Fix,
  type Listener,
  type RejectedParent,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'route-attaches-to-no-listener',
  title: 'Route names a Gateway that has no listener for it',
  category: 'routing',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://gateway-api.sigs.k8s.io/concepts/api-overview/#attaching-routes-to-gateways',
    'https://gateway-api.sigs.k8s.io/reference/spec/#listener',
  ],
  messages: {
    section: (data: { gateway: string; wanted: string; listeners: string }) =>
      `${data.gateway} has no listener named ${data.wanted}; it has ${data.listeners}`,
    port: (data: { gateway: string; wanted: string; listeners: string }) =>
      `${data.gateway} has no such listener on port ${data.wanted}; it has ${data.listeners}`,
    kind: (data: { gateway: string; route: string; listeners: string }) =>
      `${data.gateway} has no listener here for this kind of route (${data.route}); it has ${data.listeners}`,
    sameNamespace: (data: { gateway: string; route: string; listeners: string }) =>
      `listener ${data.listeners} of ${data.gateway} takes routes of its own namespace only (allowedRoutes.namespaces.from is Same when it is not written), and this is ${data.route}`,
    namespace: (data: { gateway: string; route: string; listeners: string }) =>
      `listener ${data.listeners} of ${data.gateway} takes no routes of this namespace (${data.route})`,
    hostname: (data: { gateway: string; wanted: string; listeners: string }) =>
      `listener ${data.listeners} of ${data.gateway} takes none of the host names of this route (${data.wanted})`,
  },
  check(graph, report) {
    for (const rejected of graph.routing.rejectedParents()) {
      const { route, parent, gateway, why, listeners } = rejected;
      const data = {
        gateway: describeResource(gateway.resource),
        route: describeResource(route.resource),
        listeners: listeners.map((it) => describeListener(it, why)).join(', '),
      };
      const [listener] = listeners;
      const related = [
        {
          message:
            listener === undefined ? `${data.gateway} is here` : `listener ${listener.name.value}`,
          at: placeIn(listener, why) ?? gateway.resource.name,
        },
      ];
      if (why === 'section' && parent.sectionName !== undefined) {
        const { sectionName } = parent;
        const fix = nameOnly(sectionName, listeners);
        report(
          sectionName,
          'section',
          { ...data, wanted: `"${sectionName.value}"` },
          { related, fix },
        );
      } else if (why === 'port' && parent.port !== undefined) {
        report(parent.port, 'port', { ...data, wanted: String(parent.port.value) }, { related });
      } else if (why === 'kind') {
        report(parent.sectionName ?? parent.name, 'kind', data, { related });
      } else if (why === 'namespace') {
        const isSame = listeners.every(({ from }) => from.value === 'Same');
        report(parent.name, isSame ? 'sameNamespace' : 'namespace', data, { related });
      } else if (why === 'hostname') {
        const [first] = route.hostnames;
        const wanted = route.hostnames.map(({ value }) => value).join(', ');
        report(first ?? parent.name, 'hostname', { ...data, wanted }, { related });
      }
    }
  },
});

function describeListener(
  { name, port, protocol, hostname }: Listener,
  why: RejectedParent['why'],
): string {
  if (why === 'hostname' && hostname !== undefined) return `${name.value} (${hostname.value})`;
  if (why === 'kind') return `${name.value} (${protocol})`;
  return why === 'port' && port !== undefined ? `${name.value} (${port.value})` : name.value;
}

function placeIn(listener: Listener | undefined, why: RejectedParent['why']) {
  if (why === 'hostname') return listener?.hostname ?? listener?.name;
  if (why === 'namespace') return listener?.from ?? listener?.name;
  return why === 'port' ? (listener?.port ?? listener?.name) : listener?.name;
}

/** Where the Gateway has one listener, there is nothing else that can be meant. */
function nameOnly(
  sectionName: Parameters<typeof replaceValue>[0],
  listeners: readonly Listener[],
): Fix | undefined {
  const [only, another] = listeners;
  if (only === undefined || another !== undefined) return undefined;
  const edit = replaceValue(sectionName, only.name.value);
  if (edit === undefined) return undefined;
  return { title: `Attach it to listener ${only.name.value}`, safe: false, edits: [edit] };
}
