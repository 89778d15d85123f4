import {
  defineRule,
  describeResource,
  findUnlabelledNamespaces,
  NAMESPACE_NAME,
  replaceValue,
  type Fix,
  type Label,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'network-policy-namespace-not-labelled',
  title: 'NetworkPolicy selects a namespace by a label that it does not have',
  category: 'policy',
  severity: 'warning',
  assumes: 'nothing',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name',
    'https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name',
  ],
  messages: {
    noLabel: (data: { label: string; name: string }) =>
      `no Namespace here has the label ${data.label}, nor has Namespace ${data.name}; the label that every namespace has is ${NAMESPACE_NAME}: ${data.name}`,
    misspelt: (data: { value: string; name: string }) =>
      `there is no namespace ${data.value}; did you mean ${data.name}?`,
  },
  check(graph, report) {
    for (const { wanted, namespace } of findUnlabelledNamespaces(graph)) {
      const name = namespace.name.value;
      const related = [{ message: `${describeResource(namespace)} is here`, at: namespace.name }];
      if (wanted.key.value === NAMESPACE_NAME) {
        const fix = replacing(wanted.value, name);
        report(wanted.value, 'misspelt', { value: wanted.value.value, name }, { related, fix });
      } else {
        const label = `${wanted.key.value}: ${wanted.value.value}`;
        const fix = replacing(wanted.key, NAMESPACE_NAME);
        report(wanted.key, 'noLabel', { label, name }, { related, fix });
      }
    }
  },
});

function replacing(at: Label['key'], text: string): Fix | undefined {
  const edit = replaceValue(at, text);
  return edit && { title: `Write ${text}`, safe: false, edits: [edit] };
}
