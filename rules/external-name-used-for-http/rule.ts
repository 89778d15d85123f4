import {
  defineRule,
  isAddress,
  isPlaceholder,
  type Graph,
  type Located,
  type Service,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'external-name-used-for-http',
  title: 'HTTP goes through an ExternalName Service, whose name the other side does not know',
  category: 'dns',
  severity: 'warning',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  messages: {
    http: (data: { service: string; target: string }) =>
      `HTTP clients of Service ${data.service} send "Host: ${data.service}", and HTTPS ones ask for its certificate; ${data.target} most likely answers to neither. Let them use ${data.target} itself`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const { externalName, type, resource } = service;
      if (type.value !== 'ExternalName' || externalName === undefined) continue;
      if (isPlaceholder(externalName.value) || isAddress(externalName.value)) continue;
      // An alias of a Service in the cluster answers to any name, mostly (users.md, 15).
      if (graph.aliasedService(service) !== undefined) continue;
      const [use] = httpUse(graph, service);
      if (use === undefined) continue;
      report(
        externalName,
        'http',
        { service: resource.name.value, target: externalName.value },
        { related: [{ message: 'HTTP is used here', at: use }] },
      );
    }
  },
});

/** Somebody speaks HTTP with it, or its own ports say so. */
function httpUse(graph: Graph, service: Service): readonly Located<unknown>[] {
  const uses = graph.httpUsesOf(service);
  if (uses.length > 0) return uses;
  return service.ports.flatMap(({ name, port, appProtocol }) => {
    if (/^https?(?:-|$)/.test(appProtocol?.value ?? name?.value ?? '')) {
      return appProtocol ?? name ?? [];
    }
    return port?.value === 80 || port?.value === 443 ? port : [];
  });
}
