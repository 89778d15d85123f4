import {
  defineRule,
  describeResource,
  findMisdeclaration,
  replaceValue,
  type Contradiction,
  type Fix,
  type Located,
  type Related,
} from '../../src/rule/index.ts';

interface Data {
  readonly target: number;
  readonly workload: string;
  readonly listens: 'declares' | 'listens on';
  readonly declared: number;
  /** What speaks for the declared port. */
  readonly because: string;
}

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
    written: ({ target, workload, listens, declared, because }: Data) =>
      `targetPort ${target} is a port that ${workload} does not declare: it ${listens} ${declared}, ${because}; did you mean ${declared}?`,
    defaulted: ({ target, workload, listens, declared, because }: Data) =>
      `without a targetPort, traffic goes to port ${target}, which ${workload} does not declare: it ${listens} ${declared}, ${because}; add targetPort: ${declared}`,
    misdeclared: (data: {
      service: string;
      workload: string;
      declared: number;
      actual: number;
      evidence: string;
      probe: string;
    }) =>
      `${data.service} leads to port ${data.declared}, which ${data.workload} declares, but the container listens on ${data.actual}: so say its ${data.evidence} and its ${data.probe}; declare ${data.actual}`,
  },
  check(graph, report) {
    for (const portTarget of graph.portTargets) {
      const { port, target } = portTarget;
      const misdeclaration = findMisdeclaration(portTarget);
      if (misdeclaration !== undefined) {
        const { workload, declared, actual, evidence, probe } = misdeclaration;
        report(
          declared,
          'misdeclared',
          {
            service: describeResource(portTarget.service.resource),
            workload: describeResource(workload.resource),
            declared: declared.value,
            actual,
            evidence: evidence.description,
            probe: probe.field,
          },
          {
            related: [
              { message: `the Service leads here`, at: target },
              { message: `the ${evidence.description} says ${actual}`, at: evidence.at },
              { message: `the ${probe.field} dials ${actual}`, at: probe.port },
            ],
            fix: changePort(declared, actual),
          },
        );
      }
      if (typeof target.value !== 'number') continue;
      const contradiction = graph.contradictionOf(portTarget);
      if (contradiction === undefined) continue;
      const { workload, declared } = contradiction;
      report(
        target,
        port.writesTargetPort ? 'written' : 'defaulted',
        {
          target: target.value,
          workload: describeResource(workload.resource),
          listens: contradiction.isDeclared ? 'declares' : 'listens on',
          declared: declared.value,
          because: giveReason(contradiction, target.value),
        },
        {
          related: otherEnds(contradiction),
          fix: port.writesTargetPort
            ? changePort(target.with(target.value), declared.value)
            : undefined,
        },
      );
    }
  },
});

function changePort(at: Located<number>, port: number): Fix | undefined {
  const edit = replaceValue(at, port);
  return edit && { title: `Change ${at.value} to ${port}`, safe: false, edits: [edit] };
}

function giveReason({ evidence, namesake, isDeclared }: Contradiction, target: number): string {
  if (evidence !== undefined && !isDeclared) return `as its ${evidence.description} says`;
  if (evidence !== undefined) return `and so says its ${evidence.description}`;
  const nothing = `and nothing in it mentions ${target}`;
  return namesake === undefined ? nothing : `named "${namesake.value}" as well, ${nothing}`;
}

function otherEnds({ declared, evidence, isDeclared }: Contradiction): Related[] {
  if (!isDeclared) return [{ message: `port ${declared.value} stands here`, at: declared }];
  const other = { message: `port ${declared.value} is declared here`, at: declared };
  if (evidence === undefined) return [other];
  return [other, { message: `the ${evidence.description} says so too`, at: evidence.at }];
}
