import {
  defineRule,
  describeResource,
  formatLabels,
  isPlaceholder,
  replaceValue,
  selectorMatches,
  type LabelSelector,
  type Workload,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'workload-selector-mismatch',
  title: 'Workload does not select the Pods of its own template',
  category: 'validity',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
  ],
  messages: {
    otherValue: (data: { workload: string; key: string; wanted: string; actual: string }) =>
      `${data.workload} selects Pods with ${data.key}=${data.wanted}, but its own template makes them with ${data.key}=${data.actual}; the API server refuses it`,
    noLabel: (data: { workload: string; key: string; wanted: string; labels: string }) =>
      `${data.workload} selects Pods with ${data.key}=${data.wanted}, but its own template has ${data.labels}; the API server refuses it`,
    expression: (data: { workload: string; expression: string; labels: string }) =>
      `${data.workload} selects Pods by ${data.expression}, which its own template does not meet: it has ${data.labels}; the API server refuses it`,
  },
  check(graph, report) {
    for (const workload of graph.workloads) {
      const { resource, template, selector } = workload;
      if (selector === undefined || !isJudged(workload, selector)) continue;
      const labels = new Map([...template.labels].map(([key, { value }]) => [key, value.value]));
      if (selectorMatches(selector, labels)) continue;
      const name = describeResource(resource);
      // The API server names the labels, whichever of the two is wrong.
      const path = `${resource.path === '' ? '' : `${resource.path}.`}${LABELS}`;
      const shown = labels.size === 0 ? 'no labels' : formatLabels(labels);
      for (const [key, { value }] of selector.matchLabels) {
        const actual = template.labels.get(key)?.value;
        if (actual?.value === value.value) continue;
        if (actual === undefined) {
          report(
            value.under(path),
            'noLabel',
            { workload: name, key, wanted: value.value, labels: shown },
            { related: [{ message: 'the labels of its Pods', at: template.labelsAt }] },
          );
          continue;
        }
        // The Services decide which of the two is meant; without them, take the Pods' own label.
        const wantsTemplate = graph.servicesOf(workload).length > 0;
        const edit = replaceValue(value, actual.value);
        report(
          value.under(path),
          'otherValue',
          { workload: name, key, wanted: value.value, actual: actual.value },
          {
            related: [{ message: 'the label of its Pods', at: actual }],
            fix: edit && {
              title: `Change "${value.value}" to "${actual.value}"`,
              safe: wantsTemplate,
              edits: [edit],
            },
          },
        );
      }
      for (const { key, operator, values, at } of selector.matchExpressions) {
        const one = {
          matchLabels: new Map(),
          matchExpressions: [{ key, operator, values, at }],
          at,
        };
        if (selectorMatches(one, labels)) continue;
        const expression = [key, operator, ...values].join(' ');
        report(
          at.under(path),
          'expression',
          { workload: name, expression, labels: shown },
          { related: [{ message: 'the labels of its Pods', at: template.labelsAt }] },
        );
      }
    }
  },
});

const LABELS = 'spec.template.metadata.labels';

const OPERATORS = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

/** Kinds whose selector is checked on admission, written as it is applied (S-124, S-125). */
function isJudged({ resource, template, isBuiltIn }: Workload, selector: LabelSelector): boolean {
  // The server makes a Job's selector itself (S-126); a kustomization may add what is missing.
  if (!isBuiltIn || resource.group === 'batch' || resource.standing !== 'applied') return false;
  const isWritten = [...selector.matchLabels, ...template.labels].every(
    ([key, { value }]) => !isPlaceholder(key) && !isPlaceholder(value.value),
  );
  const isSound = selector.matchExpressions.every(
    ({ operator, values }) => OPERATORS.has(operator) && !values.some(isPlaceholder),
  );
  return isWritten && isSound;
}
