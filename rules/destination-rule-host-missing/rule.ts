import {
  defineRule,
  describeResource,
  findStrayDestinationRules,
  replaceValue,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'destination-rule-host-missing',
  title: 'DestinationRule is for a Service that is not there, beside one of almost that name',
  category: 'routing',
  severity: 'warning',
  assumes: 'whole-namespace',
  raised: { by: 'world-closed', to: 'error' },
  references: [
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule',
    'https://istio.io/latest/docs/reference/config/analysis/ist0101/',
  ],
  messages: {
    didYouMean: (data: { host: string; rule: string; meant: string }) =>
      `there is no Service ${data.host} in view: nothing of what ${data.rule} says is done; did you mean ${data.meant}?`,
  },
  check(graph, report) {
    for (const { rule, meant } of findStrayDestinationRules(graph)) {
      const data = {
        host: rule.host.value,
        rule: describeResource(rule.resource),
        meant: describeResource(meant.resource),
      };
      const isShort = !rule.host.value.includes('.');
      const edit = isShort ? replaceValue(rule.host, meant.resource.name.value) : undefined;
      report(rule.host, 'didYouMean', data, {
        related: [{ message: `${data.meant} is here`, at: meant.resource.name }],
        fix: edit && { title: `Write ${meant.resource.name.value}`, safe: false, edits: [edit] },
      });
    }
  },
});
