import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'syntax',
  title: 'Document is no YAML that a cluster would take',
  category: 'syntax',
  severity: 'error',
  assumes: 'nothing',
  references: [
    'https://yaml.org/spec/1.2.2/',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/',
  ],
  messages: {
    problem: (data: { message: string }) => data.message,
  },
  check(graph, report) {
    for (const document of graph.documents) {
      for (const { message, start, end } of document.problems) {
        report(document.place(start, end), 'problem', { message });
      }
    }
  },
});
