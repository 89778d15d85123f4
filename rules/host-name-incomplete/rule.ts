import {
  defineRule,
  describeResource,
  replaceValue,
  USUAL_CLUSTER_DOMAIN,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'host-name-incomplete',
  title: 'Full name of a Service leaves out "svc", the namespace or the end of the domain',
  category: 'dns',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://github.com/kubernetes/dns/blob/master/docs/specification.md',
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services',
  ],
  messages: {
    withoutSvc: (data: { host: string; right: string; service: string }) =>
      `${data.host} lacks "svc" behind the namespace and resolves nowhere; ${data.service} is ${data.right}`,
    withoutNamespace: (data: { host: string; right: string; service: string }) =>
      `${data.host} lacks the namespace before "svc" and resolves nowhere; ${data.service} is ${data.right}`,
    withoutLocal: (data: { host: string; right: string; service: string }) =>
      `${data.host} ends too early and resolves nowhere; ${data.service} is ${data.right}`,
  },
  check(graph, report) {
    for (const { mention, answer } of graph.hosts.uses) {
      if (answer.status !== 'found' || answer.name.lacks === undefined) continue;
      const [service] = answer.services;
      if (service === undefined || !answer.isCertain) continue;
      const { host } = mention;
      const { pod, service: name, namespace } = answer.reading;
      const owner = namespace ?? service.resource.namespace ?? '<namespace>';
      const front = pod === undefined ? name : `${pod}.${name}`;
      const domain = graph.options.clusterDomain ?? USUAL_CLUSTER_DOMAIN;
      const right = `${front}.${owner}.svc.${domain}`;
      const messageId = MESSAGES[answer.name.lacks];
      const edit = right.includes('<') ? undefined : replaceValue(host, right);
      report(
        host,
        messageId,
        { host: host.value, right, service: describeResource(service.resource) },
        {
          related: [{ message: 'the Service that is meant', at: service.resource.name }],
          fix: edit && { title: `Write ${right}`, safe: false, edits: [edit] },
        },
      );
    }
  },
});

const MESSAGES = {
  svc: 'withoutSvc',
  namespace: 'withoutNamespace',
  local: 'withoutLocal',
} as const;
