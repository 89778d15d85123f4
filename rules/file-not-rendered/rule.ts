import { defineRule, isPlaceholder, type Located, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'file-not-rendered',
  title: 'File is a template that is still to be filled in, and is not judged as it stands',
  category: 'syntax',
  severity: 'info',
  assumes: 'nothing',
  references: [
    'https://helm.sh/docs/helm/helm_template/',
    'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/',
  ],
  messages: {
    template: (data: { mark: string }) =>
      `${data.mark} makes this file a template, which is not read; fill it in first, as in: helm template … | k8s-svc-lint -`,
    placeholder: (data: { text: string }) =>
      `${data.text} is a placeholder: what depends on it is not judged; lint the file that it is filled into`,
  },
  check(graph, report) {
    const seen = new Set<string>();
    for (const document of graph.documents) {
      if (!document.isTemplate || seen.has(document.file.path)) continue;
      seen.add(document.file.path);
      const mark = document.templateMark;
      report(mark, 'template', { mark: mark.text });
    }
    const services = new Map(graph.services.map((it) => [it.resource, it]));
    for (const resource of graph.resources) {
      if (seen.has(resource.file.path)) continue;
      const service = services.get(resource);
      const values = [
        ...identity(resource),
        ...[...(service?.selector?.values() ?? [])].map(({ value }) => value),
        ...(service?.ports.flatMap(({ targetPort }) => targetPort ?? []) ?? []),
      ];
      const found = values.find(({ value }) => isPlaceholder(String(value)));
      if (found === undefined) continue;
      seen.add(resource.file.path);
      report(found, 'placeholder', { text: String(found.value) });
    }
  },
});

function identity({ name, namespaceAt }: Resource): Located<string | number>[] {
  return [name, ...(namespaceAt === undefined ? [] : [namespaceAt])];
}
