import {
  defineRule,
  describeResource,
  describeServicePort,
  findNamedPort,
  type PortTarget,
  type Service,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-https-port-leads-to-http',
  title: 'Service port for HTTPS leads to a port of the Pods that speaks HTTP',
  category: 'ports',
  severity: 'info',
  assumes: 'nothing',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  messages: {
    plain: (data: { port: string; target: string; service: string }) =>
      `port ${data.port} of ${data.service} leads to port "${data.target}" of the Pods: who speaks HTTPS with it gets no TLS, unless something in front ends TLS`,
  },
  check(graph, report) {
    for (const portTarget of graph.portTargets) {
      const { service, port, target, workloads } = portTarget;
      if (!isForTls(portTarget) || endsTls(service)) continue;
      const name = nameOnPods(portTarget);
      if (name === undefined || !/^(?:http|plain-?http|http-?web|web)$/.test(name)) continue;
      const [{ resource, template }] = workloads;
      const declared = findNamedPort(template, name, 'TCP');
      const data = {
        port: describeServicePort(port),
        target: name,
        service: describeResource(service.resource),
      };
      const message = `port "${name}" of ${describeResource(resource)}`;
      report(target, 'plain', data, {
        related: declared === undefined ? [] : [{ message, at: declared.at }],
      });
    }
  },
});

function isForTls({ port }: PortTarget): boolean {
  return port.name === undefined ? port.port?.value === 443 : port.name.value === 'https';
}

/** A load balancer in front that ends TLS sends plain HTTP on. */
function endsTls({ resource, type }: Service): boolean {
  const keys = [...resource.annotations.keys()];
  return type.value === 'LoadBalancer' && keys.some((key) => /ssl|tls|cert/i.test(key));
}

/** What the first workload calls the port; of one without a name nothing is known. */
function nameOnPods({ target, workloads }: PortTarget): string | undefined {
  if (typeof target.value === 'string') return target.value;
  const [{ template }] = workloads;
  for (const { ports } of template.containers) {
    const declared = ports.find(({ containerPort }) => containerPort?.value === target.value);
    if (declared !== undefined) return declared.name?.value;
  }
  return undefined;
}
