import { readLabelSelector, type LabelSelector } from './label-selector.ts';
import { isResource, type Resource } from './resource.ts';

/** A PodDisruptionBudget: which Pods a drain must not take away all at once. */
export interface DisruptionBudget {
  readonly resource: Resource;
  readonly podSelector: LabelSelector;
}

/** Undefined for other resources, and without a selector. */
export function readDisruptionBudget(resource: Resource): DisruptionBudget | undefined {
  if (!isResource(resource, 'policy', 'PodDisruptionBudget')) return undefined;
  const podSelector = readLabelSelector(resource.fields.get('spec').get('selector'));
  return podSelector && { resource, podSelector };
}
