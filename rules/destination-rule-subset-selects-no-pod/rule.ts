import {
  defineRule,
  describeResource,
  findEmptySubsets,
  formatLabels,
  replaceValue,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'destination-rule-subset-selects-no-pod',
  title: 'Subset of a DestinationRule asks for a label that no Pod of the Service has',
  category: 'selection',
  severity: 'warning',
  assumes: 'nothing',
  references: ['https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset'],
  messages: {
    noLabel: (data: { subset: string; service: string; key: string; label: string }) =>
      `no Pod behind ${data.service} has a label ${data.key}: subset "${data.subset}", which asks for ${data.label}, is empty, and requests to it are answered with 503; give the Pods that label`,
    misspelt: (data: { subset: string; service: string; label: string; meant: string }) =>
      `no Pod behind ${data.service} has the label ${data.label}: subset "${data.subset}" is empty, and requests to it are answered with 503; did you mean ${data.meant}?`,
  },
  check(graph, report) {
    for (const { subset, service, wanted, alike, workload } of findEmptySubsets(graph)) {
      const { key, value } = wanted;
      const data = {
        subset: subset.name.value,
        service: describeResource(service.resource),
        key: key.value,
        label: formatLabels([[key.value, value.value]]),
      };
      const message = `the labels of the Pods of ${describeResource(workload.resource)}`;
      if (alike === undefined) {
        const related = [{ message, at: workload.template.labelsAt }];
        report(key, 'noLabel', data, { related });
        continue;
      }
      const edit = replaceValue(value, alike.value.value);
      const meant = formatLabels([[key.value, alike.value.value]]);
      report(
        value,
        'misspelt',
        { ...data, meant },
        {
          related: [{ message, at: alike.value }],
          fix: edit && { title: `Ask for ${meant}`, safe: false, edits: [edit] },
        },
      );
    }
  },
});
