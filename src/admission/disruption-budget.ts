import type { Field } from '../parse/index.ts';
import { checkEnum } from './check.ts';
import { percent } from './format.ts';
import { checkLabelSelector } from './label-selector.ts';
import type { Inspection } from './refusal.ts';
import { numberOrTextOf } from './value.ts';

export function checkDisruptionBudget(inspection: Inspection): void {
  const spec = inspection.resource.fields.get('spec');
  const minimum = spec.get('minAvailable');
  const maximum = spec.get('maxUnavailable');
  if (minimum.exists && maximum.exists) {
    const message = 'a budget has minAvailable or maxUnavailable, not both';
    inspection.refuse(maximum, message, { path: 'spec', atKey: true });
  }
  checkShare(inspection, minimum);
  checkShare(inspection, maximum);
  checkLabelSelector(inspection, spec.get('selector'));
  checkEnum(
    inspection,
    spec.get('unhealthyPodEvictionPolicy'),
    ['IfHealthyBudget', 'AlwaysAllow'],
    { isPointer: true },
  );
}

/** A number of Pods, or a percentage of at most `most`. */
export function checkShare(inspection: Inspection, field: Field, most = 100): void {
  if (!field.exists) return;
  const value = numberOrTextOf(field);
  if (value === undefined) return;
  if (typeof value === 'number') {
    if (value < 0) inspection.refuse(field, `${value} is negative; it must be 0 or more`);
    return;
  }
  const complaint = percent(value);
  const number = /^[0-9]+$/.test(value) ? Number(value) : undefined;
  if (complaint !== undefined) {
    const hint = number === undefined ? '' : `; write ${number} without quotes, or "${number}%"`;
    inspection.refuse(field, `"${value}" ${complaint}${hint}`);
  } else if (Number(value.slice(0, -1)) > most) {
    inspection.refuse(field, `"${value}" is more than ${most}%`);
  }
}
