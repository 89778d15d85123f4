import { readLabels, readLabelSelector, selectorMatches } from '../model/index.ts';
import type { Field } from '../parse/index.ts';
import { checkEnum, checkNotNegative, forbid } from './check.ts';
import { checkLabelSelector } from './label-selector.ts';
import { checkTemplate } from './pod.ts';
import { scheduleComplaint, timeZoneComplaint } from './schedule.ts';
import type { Inspection } from './refusal.ts';
import { flagOf, textOf } from './value.ts';

const RESTART_POLICIES = ['OnFailure', 'Never'];
const NUMBERS = [
  ...['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit'],
  ...['ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'],
];

function checkJobSpec(inspection: Inspection, spec: Field): void {
  for (const name of NUMBERS) checkNotNegative(inspection, spec.get(name));
  checkEnum(inspection, spec.get('completionMode'), ['NonIndexed', 'Indexed'], { isPointer: true });
  checkTemplate(inspection, spec.get('template'), { restartPolicies: RESTART_POLICIES });
}

function checkIndexed(inspection: Inspection, spec: Field, hasDefault: boolean): void {
  if (textOf(spec.get('completionMode')) !== 'Indexed') return;
  const completions = spec.get('completions');
  if (completions.exists || hasDefault) return;
  const message = 'completionMode Indexed needs completions: how many indexes there are';
  inspection.refuse(completions, message, { isAbsence: true });
}

/** S-126, recorded in 016, 017. */
export function checkJob(inspection: Inspection): void {
  const spec = inspection.resource.fields.get('spec');
  checkJobSpec(inspection, spec);
  // With neither number written both become 1, with parallelism alone they do not.
  checkIndexed(inspection, spec, !spec.get('parallelism').exists);
  const selector = spec.get('selector');
  if (selector.exists) checkLabelSelector(inspection, selector);
  if (flagOf(spec.get('manualSelector'))) checkManualSelector(inspection, spec);
  else if (
    selector.get('matchLabels').entries().length > 0 ||
    selector.get('matchExpressions').items().length > 0
  ) {
    const message =
      'a Job makes its own selector; leave it out, or set manualSelector if you must choose it';
    forbid(inspection, selector, message);
  }
}

function checkManualSelector(inspection: Inspection, spec: Field): void {
  const field = spec.get('selector');
  const selector = readLabelSelector(field);
  const labels = spec.get('template').get('metadata').get('labels');
  if (selector === undefined) {
    inspection.refuse(field, 'manualSelector needs a selector', { isAbsence: true });
    return;
  }
  const texts = new Map([...readLabels(labels)].map(([key, { text }]) => [key, text]));
  if (selectorMatches(selector, texts)) return;
  inspection.refuse(labels, "the template's labels do not match the selector", {
    path: 'spec.template.metadata.labels',
    isAbsence: true,
    atKey: true,
  });
}

export function checkCronJob(inspection: Inspection): void {
  const spec = inspection.resource.fields.get('spec');
  const schedule = spec.get('schedule');
  const text = textOf(schedule);
  if (text === '') {
    const message = 'the schedule is missing, such as "0 3 * * *"';
    inspection.refuse(schedule, message, { isAbsence: !schedule.exists });
  } else if (text !== undefined) {
    const complaint = scheduleComplaint(text);
    if (complaint !== undefined) inspection.refuse(schedule, `schedule "${text}" ${complaint}`);
  }
  const zone = spec.get('timeZone');
  const zoneText = textOf(zone);
  if (zone.exists && zoneText !== undefined) {
    const complaint = timeZoneComplaint(zoneText);
    if (complaint !== undefined) inspection.refuse(zone, `time zone "${zoneText}" ${complaint}`);
  }
  checkEnum(inspection, spec.get('concurrencyPolicy'), ['Allow', 'Forbid', 'Replace']);
  for (const name of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit']) {
    checkNotNegative(inspection, spec.get(name));
  }
  checkNotNegative(inspection, spec.get('startingDeadlineSeconds'));
  const job = spec.get('jobTemplate').get('spec');
  checkJobSpec(inspection, job);
  checkIndexed(inspection, job, false);
  const selector = job.get('selector');
  if (selector.exists)
    forbid(inspection, selector, 'each Job makes its own selector; leave it out');
  if (flagOf(job.get('manualSelector'))) {
    const message = 'the Jobs of a CronJob make their own selectors';
    forbid(inspection, job.get('manualSelector'), message);
  }
}
