import { readLabels, readLabelSelector, selectorMatches, formatLabels } from '../model/index.ts';
import type { Field } from '../parse/index.ts';
import { checkEnum, checkNotNegative, checkText, forbid } from './check.ts';
import { checkShare } from './disruption-budget.ts';
import { dnsLabel } from './format.ts';
import { checkLabelSelector } from './label-selector.ts';
import { checkTemplate } from './pod.ts';
import type { Inspection } from './refusal.ts';
import { isFilledIn, numberOf, numberOrTextOf, textOf } from './value.ts';

const ALWAYS = { restartPolicies: ['Always'] };

/** Versions in which a workload without a selector takes the labels of its template (S-127). */
const DEFAULTS_SELECTOR = new Set(['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2']);

/** What Deployment, ReplicaSet, StatefulSet and DaemonSet have in common (S-124). */
function checkReplicated(inspection: Inspection, setsHostname = false): Field {
  const { apiVersion, fields, kind } = inspection.resource;
  const spec = fields.get('spec');
  checkNotNegative(inspection, spec.get('replicas'));
  checkNotNegative(inspection, spec.get('minReadySeconds'));
  checkNotNegative(inspection, spec.get('revisionHistoryLimit'));
  const selector = spec.get('selector');
  if (!selector.exists && DEFAULTS_SELECTOR.has(apiVersion)) {
    // The template's labels are taken, so they match.
  } else if (!selector.exists) {
    // A DaemonSet is not told that it lacks one, but that it selects nothing.
    const path = kind === 'DaemonSet' ? 'spec.template.metadata.labels' : undefined;
    const message = `${kind} has no selector; it needs one that matches the labels of its template`;
    inspection.refuse(selector, message, { path, isAbsence: true });
  } else if (selector.shape === 'mapping') {
    checkLabelSelector(inspection, selector);
    checkSelector(inspection, selector, kind);
  }
  checkTemplate(inspection, spec.get('template'), { ...ALWAYS, setsHostname });
  const deadline = spec.get('template').get('spec').get('activeDeadlineSeconds');
  if (deadline.exists) {
    forbid(inspection, deadline, `the Pods of a ${kind} have no deadline: it restarts them`);
  }
  return spec;
}

function checkSelector(inspection: Inspection, selector: Field, kind: string): void {
  const count =
    selector.get('matchLabels').entries().length + selector.get('matchExpressions').items().length;
  if (count > 0) checkMatch(inspection, selector);
  else {
    const message = `the selector of a ${kind} may not be empty: it would match every Pod`;
    inspection.refuse(selector, message, { isAbsence: true });
  }
}

/** The selector must match the labels of the template (S-124). */
function checkMatch(inspection: Inspection, field: Field): void {
  const template = inspection.resource.fields.get('spec').get('template');
  const labels = template.get('metadata').get('labels');
  const selector = readLabelSelector(field);
  // Without any template there is nothing to compare: that it lacks containers is said.
  if (selector === undefined || !template.exists) return;
  if (selectorMatches(selector, textsOf(labels))) return;
  if (hasPlaceholder(labels) || hasPlaceholder(field.get('matchLabels'))) return;
  refuseMismatch(inspection, labels, formatLabels(textsOf(field.get('matchLabels'))));
}

function refuseMismatch(inspection: Inspection, labels: Field, wanted: string): void {
  const message = `the template's labels do not match the selector${wanted === '' ? '' : ` ${wanted}`}`;
  inspection.refuse(labels, message, {
    code: 'selector-mismatch',
    path: 'spec.template.metadata.labels',
    isAbsence: true,
    atKey: true,
  });
}

function hasPlaceholder(labels: Field): boolean {
  return labels.entries().some(({ key, value }) => {
    const text = value.value();
    return isFilledIn(key.value) || (typeof text === 'string' && isFilledIn(text));
  });
}

function textsOf(labels: Field): Map<string, string> {
  return new Map([...readLabels(labels)].map(([key, { text }]) => [key, text]));
}

export function checkDeployment(inspection: Inspection): void {
  const spec = checkReplicated(inspection);
  const strategy = spec.get('strategy');
  const rolling = strategy.get('rollingUpdate');
  const type = textOf(strategy.get('type'));
  const path = 'spec.strategy';
  checkEnum(inspection, strategy.get('type'), ['RollingUpdate', 'Recreate'], { path });
  if (type === 'Recreate' && rolling.exists) {
    forbid(inspection, rolling, 'rollingUpdate has no place beside strategy Recreate');
  } else if (type === '' || type === 'RollingUpdate') checkRollingUpdate(inspection, rolling);
  const progress = spec.get('progressDeadlineSeconds');
  checkNotNegative(inspection, progress);
  const deadline = numberOf(progress);
  const ready = numberOf(spec.get('minReadySeconds'));
  if (!progress.exists || deadline === undefined || ready === undefined || deadline < 0) return;
  if (deadline <= ready) {
    inspection.refuse(progress, `${deadline} must be more than minReadySeconds ${ready}`);
  }
}

function checkRollingUpdate(inspection: Inspection, rolling: Field): void {
  const unavailable = rolling.get('maxUnavailable');
  const surge = rolling.get('maxSurge');
  checkShare(inspection, unavailable);
  checkShare(inspection, surge, Infinity);
  if (isNothing(unavailable) && isNothing(surge)) {
    inspection.refuse(unavailable, 'maxUnavailable may not be 0 when maxSurge is 0 too');
  }
}

/** Zero, and written so: missing is 25 %. */
function isNothing(field: Field): boolean {
  const value = numberOrTextOf(field);
  return field.exists && (value === 0 || (typeof value === 'string' && /^0+%$/.test(value)));
}

export function checkReplicaSet(inspection: Inspection): void {
  checkReplicated(inspection);
}

export function checkDaemonSet(inspection: Inspection): void {
  const spec = checkReplicated(inspection);
  const strategy = spec.get('updateStrategy');
  const type = textOf(strategy.get('type'));
  const path = 'spec.updateStrategy';
  checkEnum(inspection, strategy.get('type'), ['RollingUpdate', 'OnDelete'], { path });
  if (type !== '' && type !== 'RollingUpdate') return;
  const rolling = strategy.get('rollingUpdate');
  const unavailable = rolling.get('maxUnavailable');
  const surge = rolling.get('maxSurge');
  checkShare(inspection, unavailable);
  checkShare(inspection, surge);
  const hasSurge = surge.exists && !isNothing(surge);
  // Missing, maxUnavailable is 1.
  if (hasSurge && !isNothing(unavailable) && numberOrTextOf(surge) !== undefined) {
    const message = 'maxSurge needs maxUnavailable 0 beside it';
    inspection.refuse(surge, message);
  } else if (!hasSurge && isNothing(unavailable)) {
    inspection.refuse(unavailable, 'maxUnavailable may not be 0 when maxSurge is 0 too');
  }
}

export function checkStatefulSet(inspection: Inspection): void {
  const spec = checkReplicated(inspection, true);
  checkText(inspection, spec.get('serviceName'), dnsLabel);
  checkNotNegative(inspection, spec.get('ordinals').get('start'));
  checkEnum(inspection, spec.get('podManagementPolicy'), ['OrderedReady', 'Parallel']);
  const strategy = spec.get('updateStrategy');
  const rolling = strategy.get('rollingUpdate');
  const path = 'spec.updateStrategy';
  checkEnum(inspection, strategy.get('type'), ['RollingUpdate', 'OnDelete'], { path });
  if (textOf(strategy.get('type')) === 'OnDelete') {
    if (rolling.exists) {
      forbid(inspection, rolling, 'rollingUpdate has no place beside strategy OnDelete');
    }
    return;
  }
  checkNotNegative(inspection, rolling.get('partition'));
  checkShare(inspection, rolling.get('maxUnavailable'));
  if (isNothing(rolling.get('maxUnavailable'))) {
    inspection.refuse(rolling.get('maxUnavailable'), 'maxUnavailable may not be 0');
  }
}

/** S-125: the selector is a plain map and defaults to the template's labels. */
export function checkReplicationController(inspection: Inspection): void {
  const spec = inspection.resource.fields.get('spec');
  const template = spec.get('template');
  const labels = template.get('metadata').get('labels');
  const selector = spec.get('selector');
  checkNotNegative(inspection, spec.get('replicas'));
  checkNotNegative(inspection, spec.get('minReadySeconds'));
  if (!template.exists) {
    inspection.refuse(template, 'ReplicationController has no template', { isAbsence: true });
    return;
  }
  const wanted = textsOf(selector);
  if (wanted.size === 0 && labels.entries().length === 0) {
    const message = 'ReplicationController has no selector, and no template labels to take it from';
    inspection.refuse(selector, message, { isAbsence: true });
  } else if (!hasPlaceholder(selector) && !hasPlaceholder(labels)) {
    const actual = textsOf(labels);
    if ([...wanted].some(([key, value]) => actual.get(key) !== value)) {
      refuseMismatch(inspection, labels, formatLabels(wanted));
    }
  }
  checkTemplate(inspection, template, ALWAYS);
}

/** `PodTemplate` holds a template and makes nothing of it. */
export function checkPodTemplate(inspection: Inspection): void {
  const template = inspection.resource.fields.get('template');
  checkTemplate(inspection, template, { restartPolicies: ['Always', 'OnFailure', 'Never'] });
}
