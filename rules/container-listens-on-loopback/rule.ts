import {
  defineRule,
  describeResource,
  describeServicePort,
  findLoopbackListeners,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'container-listens-on-loopback',
  title: 'Container behind a Service listens on the loopback address, where nobody else reaches it',
  category: 'ports',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://istio.io/latest/docs/reference/config/analysis/ist0143/',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#are-the-pods-working-on-their-own',
  ],
  messages: {
    loopback: (data: {
      from: string;
      workload: string;
      service: string;
      port: string;
      target: number;
    }) =>
      `${data.from} makes ${data.workload} listen on the loopback address: port ${data.port} of ${data.service} leads to ${data.target} there, and is refused; listen on 0.0.0.0`,
  },
  check(graph, report) {
    for (const listener of findLoopbackListeners(graph)) {
      const { service, port, target } = listener.portTarget;
      const data = {
        from: listener.description,
        workload: describeResource(listener.workload.resource),
        service: describeResource(service.resource),
        port: describeServicePort(port),
        target: listener.number,
      };
      const message = `port ${data.port} of ${data.service} leads there`;
      report(listener.at, 'loopback', data, { related: [{ message, at: target }] });
    }
  },
});
