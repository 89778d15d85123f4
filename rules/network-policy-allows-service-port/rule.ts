import {
  defineRule,
  describeResource,
  describeServicePort,
  findMistakenPorts,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'network-policy-allows-service-port',
  title: 'NetworkPolicy names the port of a Service, where only ports of Pods count',
  category: 'policy',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
    'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/#NetworkPolicyPort',
  ],
  messages: {
    ingress: (data: { written: string; service: string; target: string; workload: string }) =>
      `port ${data.written} is one of ${data.service}, not of the Pods of ${data.workload}: policies see the Pods' own ports, and no rule lets in ${data.target}, to which it leads; add ${data.target}`,
    egress: (data: { written: string; service: string; target: string; workload: string }) =>
      `port ${data.written} is one of ${data.service}, not of the Pods of ${data.workload}: policies see the Pods' own ports, and no rule lets out ${data.target}, to which it leads; add ${data.target}`,
  },
  check(graph, report) {
    for (const mistaken of findMistakenPorts(graph)) {
      const { direction, written, service, servicePort, target, workload } = mistaken;
      const data = {
        written: String(written.value),
        service: describeResource(service.resource),
        target: String(target.value),
        workload: describeResource(workload.resource),
      };
      report(written, direction, data, {
        related: [
          {
            message: `port ${describeServicePort(servicePort)} of ${data.service} leads to ${data.target}`,
            at: servicePort.targetPort ?? servicePort.at,
          },
        ],
      });
    }
  },
});
