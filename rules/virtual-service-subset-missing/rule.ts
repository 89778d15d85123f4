import {
  defineRule,
  describeResource,
  findUndefinedSubsets,
  replaceValue,
  type DestinationRule,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'virtual-service-subset-missing',
  title: 'VirtualService sends traffic to a subset that the DestinationRule does not define',
  category: 'routing',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination',
    'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
  ],
  messages: {
    missing: (data: { rule: string; host: string; subset: string; subsets: string }) =>
      `${data.rule} defines no subset "${data.subset}" of ${data.host}; it has ${data.subsets}. Requests that come this way are answered with 503`,
    didYouMean: (data: { rule: string; host: string; subset: string; meant: string }) =>
      `${data.rule} defines no subset "${data.subset}" of ${data.host}: requests that come this way are answered with 503; did you mean "${data.meant}"?`,
  },
  check(graph, report) {
    for (const { ref, rules, meant } of findUndefinedSubsets(graph)) {
      const [rule] = rules;
      const data = {
        rule: describeResource(rule.resource),
        host: ref.host,
        subset: ref.subset.value,
        subsets: listSubsets(rules),
      };
      const at = meant?.name ?? rule.subsets[0]?.name ?? rule.host;
      const related = [{ message: `${data.rule} is here`, at }];
      if (meant === undefined) {
        report(ref.subset, 'missing', data, { related });
        continue;
      }
      const edit = replaceValue(ref.subset, meant.name.value);
      report(
        ref.subset,
        'didYouMean',
        { ...data, meant: meant.name.value },
        {
          related,
          fix: edit && { title: `Write "${meant.name.value}"`, safe: false, edits: [edit] },
        },
      );
    }
  },
});

/** More than this nobody reads in a message. */
const MOST = 8;

function listSubsets(rules: readonly DestinationRule[]): string {
  const names = rules
    .flatMap(({ subsets }) => subsets.slice(0, MOST + 1))
    .map(({ name }) => `"${name.value}"`);
  if (names.length === 0) return 'none';
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} …` : names.join(', ');
}
