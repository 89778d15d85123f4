import { defineConflictRule, refusalsOf } from '../../src/rule/index.ts';

export default defineConflictRule({
  id: 'container-image-missing',
  title: 'Container has no image',
  severity: 'warning',
  raised: { by: 'kubernetes-version', to: 'error' },
  references: ['https://kubernetes.io/docs/concepts/containers/images/'],
  find(graph) {
    const lacking = graph.resources
      .map((resource) => refusalsOf(resource).filter(({ code }) => code === 'image-missing'))
      .filter((refusals) => refusals.length > 0);
    const isHabit = lacking.length >= MANY && graph.options.kubernetesVersion === undefined;
    return isHabit ? [] : lacking.flat();
  },
});

/** One may be forgotten; where so many objects lack it, an operator or a template fills it in. */
const MANY = 3;
