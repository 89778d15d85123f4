import { defineConflictRule, findConflicts } from '../../src/rule/index.ts';

export default defineConflictRule({
  id: 'object-defined-twice',
  title: 'One object stands twice in a file, with different content',
  severity: 'error',
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
  find: (graph) => findConflicts(graph.resources).filter(({ code }) => code === 'defined-twice'),
});
