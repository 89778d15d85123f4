import type { LabelSelector as LabelSelectorFields } from 'kubernetes-types/meta/v1.js';
import type { Field, Located } from '../parse/index.ts';
import { readLabels, type Labels } from './labels.ts';

export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly at: Located<unknown>;
}

/** `metav1.LabelSelector`: all of `matchLabels` and `matchExpressions` must hold (S-121). */
export interface LabelSelector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly LabelRequirement[];
  readonly at: Located<unknown>;
}

/** Undefined where nothing is written: a nil selector matches nothing (S-120). */
export function readLabelSelector(
  field: Field<LabelSelectorFields | undefined>,
): LabelSelector | undefined {
  if (!field.exists) return undefined;
  return {
    matchLabels: readLabels(field.get('matchLabels')),
    matchExpressions: field
      .get('matchExpressions')
      .items()
      .map((requirement) => ({
        key: requirement.get('key').text()?.value ?? '',
        operator: requirement.get('operator').text()?.value ?? '',
        values: requirement
          .get('values')
          .items()
          .map((value) => value.text()?.value ?? ''),
        at: requirement.anchor(),
      })),
    at: field.anchor(),
  };
}

/** Whether labels satisfy the selector (S-122). The empty selector matches everything. */
export function selectorMatches(
  selector: LabelSelector,
  labels: { get(key: string): string | undefined },
): boolean {
  for (const [key, { text }] of selector.matchLabels) {
    if (labels.get(key) !== text) return false;
  }
  return selector.matchExpressions.every((requirement) => {
    const value = labels.get(requirement.key);
    switch (requirement.operator) {
      case 'In':
        return value !== undefined && requirement.values.includes(value);
      case 'NotIn':
        return value === undefined || !requirement.values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return false;
    }
  });
}
