import {
  defineRule,
  describeResource,
  describeServedPorts,
  servedPorts,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-target-port-undeclared',
  title: 'Service targets a port number that no selected Pod declares',
  category: 'ports',
  severity: 'info',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
    'https://github.com/kubernetes/kubernetes/issues/73049',
  ],
  messages: {
    undeclared: (data: { target: number; workload: string; declared: string }) =>
      `targetPort ${data.target} is declared by no container of ${data.workload}, which declares ${data.declared}; it works if something listens there all the same`,
  },
  check(graph, report) {
    for (const portTarget of graph.portTargets) {
      const { target, workloads } = portTarget;
      const number = target.value;
      if (typeof number !== 'number') continue;
      const declaring = workloads.filter(({ template }) => servedPorts(template).length > 0);
      const [workload] = declaring;
      // Who declares nothing at all does not use the field: nothing follows from it.
      if (workload === undefined || declaring.length < workloads.length) continue;
      const isDeclared = workloads.some(
        ({ template }) => template.ports.numbered(number).length > 0,
      );
      if (isDeclared || graph.contradictionOf(portTarget) !== undefined) continue;
      report(
        target,
        'undeclared',
        {
          target: number,
          workload: describeResource(workload.resource),
          declared: describeServedPorts(workload.template),
        },
        {
          related: servedPorts(workload.template)
            .slice(0, 1)
            .map(({ at }) => ({ message: 'the ports declared', at })),
        },
      );
    }
  },
});
