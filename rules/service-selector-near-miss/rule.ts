import {
  defineRule,
  describeDifference,
  describeResource,
  formatLabels,
  replaceValue,
  type Fix,
  type LabelDifference,
  type NearMiss,
  type Related,
  type Service,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'service-selector-near-miss',
  title: 'Service selects no Pod, though its selector nearly matches a workload',
  category: 'selection',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
  ],
  messages: {
    nearMiss: (data: { selector: string; workload: string; differences: string }) =>
      `no Pod matches the selector ${data.selector}; did you mean ${data.workload}, whose Pods have ${data.differences}?`,
    onlyOwnLabels: (data: { selector: string; workload: string; kind: string }) =>
      `no Pod matches the selector ${data.selector}: ${data.workload} bears these labels itself, but its Pods get only those of spec.template.metadata.labels`,
  },
  check(graph, report) {
    for (const service of graph.services) {
      const nearMiss = graph.nearMissOf(service);
      // Where the workload's own selector fails too, its template is to be mended: another rule.
      if (nearMiss?.evidence === undefined || nearMiss.evidence === 'own-selector') continue;
      const { workload, differences, evidence } = nearMiss;
      const [first] = differences;
      if (first === undefined) continue;
      const data = {
        selector: formatSelector(service),
        workload: describeResource(workload.resource),
        kind: workload.resource.kind,
        differences: differences.map(describeDifference).join(' and '),
      };
      const isOtherKey = first.actual && first.actual.key.value !== first.wanted.key.value;
      report(
        isOtherKey === true ? first.wanted.key : first.wanted.value,
        evidence === 'own-labels' ? 'onlyOwnLabels' : 'nearMiss',
        data,
        { related: otherEnds(nearMiss), fix: changeSelector(differences) },
      );
    }
  },
});

function formatSelector({ selector }: Service): string {
  return formatLabels([...(selector ?? [])].map(([key, { value }]) => [key, value.value] as const));
}

function otherEnds({ workload, differences, evidence }: NearMiss): Related[] {
  const name = describeResource(workload.resource);
  const own = evidence === 'own-labels' ? differences : [];
  return [
    ...differences.map(({ wanted, actual }) => ({
      message:
        actual === undefined
          ? `the Pods of ${name} have no label ${wanted.key.value}`
          : `the Pods of ${name} have ${actual.key.value}=${actual.value.value}`,
      at: actual?.value ?? workload.template.labelsAt,
    })),
    ...own.flatMap(({ wanted }) => {
      const label = workload.resource.labels.get(wanted.key.value);
      return label === undefined
        ? []
        : [{ message: `${name} itself has ${wanted.key.value}`, at: label.value }];
    }),
  ];
}

/** Makes the selector say what the Pods have; a label that they lack cannot be mended here. */
function changeSelector(differences: readonly LabelDifference[]): Fix | undefined {
  const edits = [];
  const changes = [];
  for (const { wanted, actual } of differences) {
    if (actual === undefined) return undefined;
    const key = replaceValue(wanted.key, actual.key.value);
    const value = replaceValue(wanted.value, actual.value.value);
    if (key === undefined || value === undefined) return undefined;
    if (key.text !== wanted.key.text) edits.push(key);
    if (value.text !== wanted.value.text) edits.push(value);
    changes.push(`${actual.key.value}=${actual.value.value}`);
  }
  return { title: `Select ${changes.join(',')}`, safe: false, edits };
}
