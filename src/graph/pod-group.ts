import type { LabelSelector, PodTemplate, Resource } from '../model/index.ts';

/** An answer that may depend on what is not in view. */
export type Answer = 'yes' | 'no' | 'maybe';

/** Labels of Pods or of a namespace: all of them, or only those that are known. */
export interface KnownLabels {
  readonly labels: ReadonlyMap<string, string>;
  readonly isComplete: boolean;
}

/** Pods that are treated alike by policies: those of a workload, or those behind a Service. */
export interface PodGroup extends KnownLabels {
  /** The workload, or the Service where it is not in view who makes the Pods. */
  readonly resource: Resource;
  readonly template: PodTemplate | undefined;
}

/** Whether the selector takes what carries these labels (S-122). */
export function matches(selector: LabelSelector, known: KnownLabels): Answer {
  const answers: Answer[] = [];
  for (const [key, { value }] of selector.matchLabels) {
    answers.push(holds('In', [value.value], known, key));
  }
  for (const { key, operator, values } of selector.matchExpressions) {
    answers.push(holds(operator, values, known, key));
  }
  return all(answers);
}

function holds(
  operator: string,
  values: readonly string[],
  { labels, isComplete }: KnownLabels,
  key: string,
): Answer {
  const value = labels.get(key);
  if (value === undefined && !isComplete) return 'maybe';
  switch (operator) {
    case 'In':
      return yesIf(value !== undefined && values.includes(value));
    case 'NotIn':
      return yesIf(value === undefined || !values.includes(value));
    case 'Exists':
      return yesIf(value !== undefined);
    case 'DoesNotExist':
      return yesIf(value === undefined);
    default:
      return 'maybe';
  }
}

export function yesIf(condition: boolean): Answer {
  return condition ? 'yes' : 'no';
}

/** `no` when one is, otherwise `maybe` when one is. */
export function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}
