import {
  defineRule,
  describeResource,
  replaceValue,
  type Fix,
  type Located,
  type Service,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-service-missing',
  title: 'Host name in a variable, an argument or a file means a Service that is not in view',
  category: 'dns',
  severity: 'warning',
  raised: { by: 'world-closed', to: 'error' },
  assumes: 'whole-namespace',
  references: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services'],
  messages: {
    nearMiss: (data: { host: string; service: string; meant: string }) =>
      `no Service is called ${data.service}, so ${data.host} does not resolve; did you mean ${data.meant}?`,
    missing: (data: { host: string; service: string }) =>
      `no Service is called ${data.service}, so ${data.host} does not resolve`,
  },
  check(graph, report) {
    for (const { mention, answer } of graph.hosts.uses) {
      if (answer.status !== 'missing') continue;
      const { host, form } = mention;
      const { service } = answer.reading;
      const [meant] = answer.alike;
      if (meant !== undefined) {
        const names = distinctNames(answer.alike);
        const data = { host: host.value, service, meant: names.slice(0, 3).join(' or ') };
        const { resource } = meant;
        report(host, 'nearMiss', data, {
          related: [{ message: `${describeResource(resource)} is here`, at: resource.name }],
          fix: names.length === 1 ? renameIn(host, service, resource.name.value) : undefined,
        });
      } else if (graph.options.world === 'closed' && (form === 'url' || form === 'full-name')) {
        // In an open world, what resembles nothing in view is somebody else's.
        report(host, 'missing', { host: host.value, service });
      }
    }
  },
});

function distinctNames(services: readonly Service[]): string[] {
  return [...new Set(services.map(({ resource }) => resource.name.value))];
}

function renameIn(host: Located<string>, wrong: string, right: string): Fix | undefined {
  const labels = host.value.split('.');
  labels[labels.indexOf(wrong)] = right;
  const edit = replaceValue(host, labels.join('.'));
  return edit && { title: `Write ${labels.join('.')}`, safe: false, edits: [edit] };
}
