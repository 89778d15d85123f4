import {
  defineRule,
  describeResource,
  findContradiction,
  replaceValue,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-target-port-contradicted',
  title: 'Service targets a port number although the Pods show that they listen on another',
  category: 'ports',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-service-defined-correctly',
  ],
  messages: {
    written: (data: { target: number; workload: string; declared: number; evidence: string }) =>
      `targetPort ${data.target} is a port that ${data.workload} does not declare: it declares ${data.declared}, and so says its ${data.evidence}; did you mean ${data.declared}?`,
    defaulted: (data: { target: number; workload: string; declared: number; evidence: string }) =>
      `without a targetPort, traffic goes to port ${data.target}, which ${data.workload} does not declare: it declares ${data.declared}, and so says its ${data.evidence}; add targetPort: ${data.declared}`,
  },
  check(graph, report) {
    for (const portTarget of graph.portTargets) {
      const { port, target } = portTarget;
      const contradiction = findContradiction(portTarget);
      if (contradiction === undefined || typeof target.value !== 'number') continue;
      const { workload, declared, evidence } = contradiction;
      const edit = port.writesTargetPort
        ? replaceValue(target.with(target.value), declared.value)
        : undefined;
      report(
        target,
        port.writesTargetPort ? 'written' : 'defaulted',
        {
          target: target.value,
          workload: describeResource(workload.resource),
          declared: declared.value,
          evidence: evidence.description,
        },
        {
          related: [
            { message: `port ${declared.value} is declared here`, at: declared },
            { message: `the ${evidence.description} says so too`, at: evidence.at },
          ],
          fix: edit && {
            title: `Change ${target.value} to ${declared.value}`,
            safe: false,
            edits: [edit],
          },
        },
      );
    }
  },
});
