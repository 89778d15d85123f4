import type { Field } from '../parse/index.ts';
import type { Workload } from './workload.ts';

/** How many Pods a workload makes at first, and whether each has a number of its own. */
export interface PodNumbers {
  /** Undefined: one on every node. */
  readonly count: number | undefined;
  /** The first ordinal of a StatefulSet, the first index of an Indexed Job; undefined when alike. */
  readonly first: number | undefined;
}

/** S-140, S-901. A CronJob makes Jobs, and those Pods, only when its time comes. */
export function readPodNumbers({ resource, replicas }: Workload): PodNumbers {
  const spec = resource.fields.get('spec');
  switch (resource.kind) {
    case 'DaemonSet':
      return { count: undefined, first: undefined };
    case 'StatefulSet':
      return {
        count: atLeastNone(replicas),
        first: numberOf(spec.get('ordinals').get('start')) ?? 0,
      };
    case 'CronJob':
      return { count: 0, first: undefined };
    case 'Job':
      return readJobNumbers(spec);
    case 'Pod':
      return { count: 1, first: undefined };
    default:
      return { count: atLeastNone(replicas), first: undefined };
  }
}

function readJobNumbers(spec: Field): PodNumbers {
  const first = spec.get('completionMode').value() === 'Indexed' ? 0 : undefined;
  if (spec.get('suspend').value() === true) return { count: 0, first };
  const parallelism = numberOf(spec.get('parallelism')) ?? 1;
  const completions = numberOf(spec.get('completions')) ?? parallelism;
  return { count: Math.max(0, Math.min(parallelism, completions)), first };
}

function numberOf(field: Field): number | undefined {
  return field.number()?.value;
}

/** What is no number, a placeholder say, is taken for the default. */
function atLeastNone(replicas: number | undefined): number {
  return replicas === undefined || Number.isNaN(replicas) ? 1 : Math.max(0, Math.trunc(replicas));
}
