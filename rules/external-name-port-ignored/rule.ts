import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'external-name-port-ignored',
  title: 'ExternalName Service has a targetPort, which nothing reads',
  category: 'dns',
  severity: 'info',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
    'https://github.com/kubernetes/kubernetes/issues/70429',
  ],
  messages: {
    ignored: (data: { port: number; target: string; name: string }) =>
      `an ExternalName Service is an alias in DNS and changes no port: who connects to port ${data.port} gets to port ${data.port} of ${data.name}, not to ${data.target}`,
  },
  check(graph, report) {
    for (const { type, ports, externalName } of graph.services) {
      if (type.value !== 'ExternalName' || externalName === undefined) continue;
      for (const { port, targetPort, writesTargetPort } of ports) {
        if (!writesTargetPort || targetPort === undefined || port === undefined) continue;
        if (targetPort.value === port.value || typeof targetPort.value === 'string') continue;
        const data = {
          port: port.value,
          target: String(targetPort.value),
          name: externalName.value,
        };
        const related = [{ message: `an alias of ${externalName.value}`, at: externalName }];
        report(targetPort, 'ignored', data, { related });
      }
    }
  },
});
