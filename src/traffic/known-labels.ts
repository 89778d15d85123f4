import type { Labels, LabelSelector } from '../model/index.ts';
import { all, yesIf, type Answer } from './answer.ts';

/** Labels of Pods or of a namespace: all of them, or only those that are known. */
export interface KnownLabels {
  readonly labels: ReadonlyMap<string, string>;
  readonly isComplete: boolean;
}

/** What the labels of a namespace are, as far as they are known. */
export type LabelsOfNamespace = (name: string | undefined) => KnownLabels;

/** The label that every namespace has: its name. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Whether the selector takes what carries these labels (S-122). */
export function matches(selector: LabelSelector, known: KnownLabels): Answer {
  const answers: Answer[] = [];
  for (const [key, { text }] of selector.matchLabels) {
    answers.push(holds('In', [text], known, key));
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

/** The labels of a namespace: the API server makes its name one of them (S-131). */
export function namespaceLabels(name: string, written: Labels, isComplete: boolean): KnownLabels {
  return { labels: plainLabels(written).set(NAMESPACE_NAME, name), isComplete };
}

export function plainLabels(labels: Labels): Map<string, string> {
  return new Map([...labels].map(([key, { text }]) => [key, text]));
}
