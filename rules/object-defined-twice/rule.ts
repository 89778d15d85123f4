import { defineConflictRule, findDefinedTwice } from '../../src/rule/index.ts';

export default defineConflictRule({
  id: 'object-defined-twice',
  title: 'One object stands twice in a file, with different content, or in a kustomization',
  severity: 'error',
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
  find: (graph) => findDefinedTwice(graph.resources, graph.kustomizations),
});
