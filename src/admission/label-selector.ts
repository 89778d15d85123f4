import type { Field } from '../parse/index.ts';
import { labelValue, qualifiedName } from './format.ts';
import { checkLabels } from './metadata.ts';
import type { Inspection } from './refusal.ts';
import { closest, didYouMean } from './suggestion.ts';
import { isFilledIn, textOf } from './value.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** A `metav1.LabelSelector` (S-120 to S-123). */
export function checkLabelSelector(inspection: Inspection, selector: Field): void {
  checkLabels(inspection, selector.get('matchLabels'));
  for (const requirement of selector.get('matchExpressions').items()) {
    checkRequirement(inspection, requirement);
  }
}

function checkRequirement(inspection: Inspection, requirement: Field): void {
  const operator = textOf(requirement.get('operator'));
  const values = requirement.get('values');
  const count = values.items().length;
  if (operator === 'In' || operator === 'NotIn') {
    if (count === 0 && values.shape !== 'scalar') {
      const message = `operator ${operator} needs at least one of values`;
      inspection.refuse(values, message, { isAbsence: !values.exists });
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (count > 0) {
      const message = `operator ${operator} asks for the key alone: it takes no values`;
      inspection.refuse(values, message, { atKey: true });
    }
  } else if (operator !== undefined) {
    const suggestion = operator === '' ? undefined : operatorMeant(operator);
    const field = requirement.get('operator');
    const message = `"${operator}" is no operator: ${OPERATORS.join(', ')}${didYouMean(suggestion)}`;
    inspection.refuse(field, message, { suggestion, isAbsence: !field.exists });
  }
  checkKey(inspection, requirement.get('key'));
  for (const value of values.items()) {
    const text = textOf(value);
    const complaint = text === undefined ? undefined : labelValue(text);
    if (complaint !== undefined) inspection.refuse(value, `"${text ?? ''}" ${complaint}`);
  }
}

function operatorMeant(written: string): string | undefined {
  if (/^(?:=|==|equals?)$/i.test(written)) return 'In';
  return written === '!=' ? 'NotIn' : closest(written, OPERATORS);
}

function checkKey(inspection: Inspection, field: Field): void {
  const key = textOf(field);
  if (key === undefined || isFilledIn(key)) return;
  const complaint = qualifiedName(key);
  if (complaint === undefined) return;
  inspection.refuse(field, `label key "${key}" ${complaint}`, { isAbsence: !field.exists });
}
