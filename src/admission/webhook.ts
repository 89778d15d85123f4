import type { Field } from '../parse/index.ts';
import { checkEnum, checkPortNumber, checkText, forbid } from './check.ts';
import { dnsLabel1035, dnsSubdomain } from './format.ts';
import { checkLabelSelector } from './label-selector.ts';
import type { Inspection } from './refusal.ts';
import { flagOf, numberOf, textOf } from './value.ts';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];
const LONGEST_TIMEOUT = 30;

/** Validating and MutatingWebhookConfiguration (S-631, recorded in 146). */
export function checkWebhooks(inspection: Inspection): void {
  const names = new Set<string>();
  for (const webhook of inspection.resource.fields.get('webhooks').items()) {
    const name = webhook.get('name');
    checkName(inspection, name);
    const text = textOf(name);
    if (text !== undefined && text !== '') {
      if (names.has(text)) inspection.refuse(name, `a second webhook with the name "${text}"`);
      names.add(text);
    }
    checkWebhook(inspection, webhook);
  }
}

function checkName(inspection: Inspection, field: Field): void {
  const text = textOf(field);
  if (text === undefined) return;
  if (text === '') {
    inspection.refuse(field, 'the webhook has no name', { isAbsence: !field.exists });
    return;
  }
  const complaint =
    dnsSubdomain(text) ??
    (text.split('.').length < 3 ? 'must have three parts: name.group.domain' : undefined);
  if (complaint !== undefined) inspection.refuse(field, `"${text}" ${complaint}`);
}

function checkWebhook(inspection: Inspection, webhook: Field): void {
  for (const rule of webhook.get('rules').items()) checkRule(inspection, rule);
  const isPointer = true;
  checkEnum(inspection, webhook.get('failurePolicy'), ['Fail', 'Ignore'], { isPointer });
  checkEnum(inspection, webhook.get('matchPolicy'), ['Exact', 'Equivalent'], { isPointer });
  checkEnum(inspection, webhook.get('reinvocationPolicy'), ['Never', 'IfNeeded'], { isPointer });
  const effects = webhook.get('sideEffects');
  checkEnum(inspection, effects, ['None', 'NoneOnDryRun'], { isPointer });
  if (!effects.exists) {
    const message = 'sideEffects is missing: None or NoneOnDryRun';
    inspection.refuse(effects, message, { isAbsence: true });
  }
  const timeout = webhook.get('timeoutSeconds');
  const seconds = numberOf(timeout);
  if (timeout.exists && seconds !== undefined && (seconds < 1 || seconds > LONGEST_TIMEOUT)) {
    inspection.refuse(timeout, `${seconds} is out of range: 1 to ${LONGEST_TIMEOUT} seconds`);
  }
  checkLabelSelector(inspection, webhook.get('namespaceSelector'));
  checkLabelSelector(inspection, webhook.get('objectSelector'));
  const config = webhook.get('clientConfig');
  checkClientConfig(inspection, config, inspection.relativePath(config));
  checkReviewVersions(inspection, webhook.get('admissionReviewVersions'));
}

/** Where a webhook is reached. `path` is the server's, which differs for conversions. */
export function checkClientConfig(inspection: Inspection, config: Field, path: string): void {
  const url = config.get('url');
  const service = config.get('service');
  if (url.exists === service.exists) {
    if (config.exists && config.shape !== 'mapping') return;
    const message = 'clientConfig needs a url or a service, exactly one';
    inspection.refuse(config, message, { path, isAbsence: !url.exists });
  } else if (url.exists) checkUrl(inspection, url, `${path}.url`);
  else checkService(inspection, service, `${path}.service`);
}

const URL_PARTS = /^([a-z]+):\/\/(?:([^/?#@]*)@)?([^/?#]*)[^?#]*(\?[^#]*)?(#.*)?$/i;

function checkUrl(inspection: Inspection, field: Field, path: string): void {
  const text = textOf(field);
  if (text === undefined) return;
  const [, scheme = '', user, host = '', query, fragment] = URL_PARTS.exec(text) ?? [];
  const complaint =
    scheme.toLowerCase() !== 'https'
      ? 'must begin with "https://"'
      : host === ''
        ? 'names no host'
        : user !== undefined
          ? 'may not hold a user'
          : query !== undefined
            ? 'may not have a query'
            : fragment !== undefined
              ? 'may not have a fragment'
              : undefined;
  if (complaint !== undefined) inspection.refuse(field, `url "${text}" ${complaint}`, { path });
}

/** A missing namespace is reported as a missing name, and the other way round (recorded in 146). */
function checkService(inspection: Inspection, service: Field, path: string): void {
  for (const [name, reported] of [
    ['namespace', 'name'],
    ['name', 'namespace'],
  ] as const) {
    const field = service.get(name);
    if (textOf(field) !== '') continue;
    inspection.refuse(field, `the ${name} of the Service is missing`, {
      path: `${path}.${reported}`,
      isAbsence: !field.exists,
    });
  }
  const port = service.get('port');
  if (port.exists) checkPortNumber(inspection, port, { path: `${path}.port` });
  checkUrlPath(inspection, service.get('path'), `${path}.path`);
}

function checkUrlPath(inspection: Inspection, field: Field, path: string): void {
  const text = textOf(field);
  if (!field.exists || text === undefined || text === '' || text === '/') return;
  if (!text.startsWith('/')) {
    inspection.refuse(field, `path "${text}" must begin with "/"`, { path });
    return;
  }
  const steps = text.slice(1).split('/');
  for (const [index, step] of steps.entries()) {
    if (step === '') {
      // One "/" at the end is let through.
      if (index === steps.length - 1) continue;
      inspection.refuse(field, `path "${text}" must not contain "//"`, { path });
      return;
    }
    const complaint = dnsSubdomain(step);
    if (complaint === undefined) continue;
    inspection.refuse(field, `"${step}" in path "${text}" ${complaint}`, { path });
    return;
  }
}

function checkReviewVersions(inspection: Inspection, field: Field): void {
  const versions = field.items();
  const legal = REVIEW_VERSIONS.join(' or ');
  if (versions.length === 0) {
    if (field.exists && field.shape !== 'sequence') return;
    const message = `admissionReviewVersions is missing: ${legal}`;
    inspection.refuse(field, message, { isAbsence: !field.exists });
    return;
  }
  const seen = new Set<string>();
  for (const version of versions) {
    const text = textOf(version);
    if (text === undefined) return;
    checkText(inspection, version, dnsLabel1035, { isPointer: true });
    if (seen.has(text)) inspection.refuse(version, `"${text}" stands here twice`);
    seen.add(text);
  }
  if (REVIEW_VERSIONS.some((version) => seen.has(version))) return;
  inspection.refuse(field, `must include ${legal}, the versions that the API server speaks`, {
    atKey: true,
  });
}

function checkRule(inspection: Inspection, rule: Field): void {
  checkWildcards(inspection, rule.get('operations'), '*');
  for (const operation of rule.get('operations').items()) {
    checkEnum(inspection, operation, OPERATIONS, { isPointer: true });
  }
  checkWildcards(inspection, rule.get('apiGroups'), '*');
  checkWildcards(inspection, rule.get('apiVersions'), '*');
  checkWildcards(inspection, rule.get('resources'), '*/*');
  for (const name of ['apiVersions', 'resources']) {
    for (const item of rule.get(name).items()) {
      if (textOf(item) === '') inspection.refuse(item, `an empty item of ${name}`);
    }
  }
  checkResources(inspection, rule.get('resources'));
  const legal = ['*', 'Cluster', 'Namespaced'];
  checkEnum(inspection, rule.get('scope'), legal, { isPointer: true });
}

/** A list that may not be empty, and in which "all" must stand alone. */
function checkWildcards(inspection: Inspection, list: Field, wildcard: string): void {
  const texts = list.items().map(textOf);
  if (texts.length === 0 && (!list.exists || list.shape === 'sequence')) {
    inspection.refuse(list, 'the list is missing or empty', { isAbsence: !list.exists });
  } else if (texts.length > 1 && texts.includes(wildcard)) {
    inspection.refuse(list, `"${wildcard}" stands for all and must stand alone`, { atKey: true });
  }
}

function checkResources(inspection: Inspection, list: Field): void {
  const texts = list.items().map((item) => textOf(item) ?? '');
  const lastPlain = texts.findLast((text) => text !== '' && !text.includes('/'));
  if (texts.includes('*') && lastPlain !== undefined && lastPlain !== '*') {
    const message = `"*" stands for all resources; "${lastPlain}" is one of them`;
    inspection.refuse(list, message, { atKey: true });
  }
}

const HIGHEST_GROUP_PRIORITY = 20000;
const HIGHEST_VERSION_PRIORITY = 1000;

/** S-630, recorded in 147. */
export function checkApiService(inspection: Inspection): void {
  const { fields, name } = inspection.resource;
  const spec = fields.get('spec');
  const group = textOf(spec.get('group'));
  const version = textOf(spec.get('version'));
  if (group !== undefined && version !== undefined) {
    const expected = `${version}.${group}`;
    if (expected !== '.' && name.value !== expected && name.value !== '') {
      const message = `"${name.value}" must be version and group: "${expected}"`;
      inspection.refuse(fields.get('metadata').get('name'), message, { code: 'metadata' });
    }
  }
  checkText(inspection, spec.get('group'), dnsSubdomain);
  const versionField = spec.get('version');
  checkText(inspection, versionField, dnsLabel1035);
  if (version === '') {
    inspection.refuse(versionField, 'the version is missing', { isAbsence: !versionField.exists });
  }
  checkPriority(inspection, spec, 'groupPriorityMinimum', HIGHEST_GROUP_PRIORITY);
  checkPriority(inspection, spec, 'versionPriority', HIGHEST_VERSION_PRIORITY);
  const service = spec.get('service');
  const insecure = spec.get('insecureSkipTLSVerify');
  if (!service.exists) {
    if (flagOf(insecure)) {
      const message = 'an APIService without a service is served by the API server itself';
      forbid(inspection, insecure, message);
    }
    if ((textOf(spec.get('caBundle')) ?? '') !== '') {
      forbid(inspection, spec.get('caBundle'), 'an APIService without a service has no caBundle');
    }
    return;
  }
  for (const part of ['namespace', 'name']) {
    const field = service.get(part);
    if (textOf(field) !== '') continue;
    inspection.refuse(field, `the ${part} of the Service is missing`, { isAbsence: !field.exists });
  }
  if (service.get('port').exists) checkPortNumber(inspection, service.get('port'));
  if (flagOf(insecure) && (textOf(spec.get('caBundle')) ?? '') !== '') {
    forbid(inspection, insecure, 'insecureSkipTLSVerify contradicts caBundle');
  }
}

function checkPriority(inspection: Inspection, spec: Field, name: string, most: number): void {
  const field = spec.get(name);
  const value = numberOf(field);
  if (value === undefined || (value > 0 && value <= most)) return;
  const message = field.exists
    ? `${name} ${value} is out of range: 1 to ${most}`
    : `${name} is missing: 1 to ${most}`;
  inspection.refuse(field, message, { isAbsence: !field.exists });
}

/** The name of a definition, and the webhook that converts between its versions (recorded in 148). */
export function checkCustomResource(inspection: Inspection): void {
  const { fields, name } = inspection.resource;
  const spec = fields.get('spec');
  const plural = textOf(spec.get('names').get('plural'));
  const group = textOf(spec.get('group'));
  const expected = `${plural ?? ''}.${group ?? ''}`;
  if (plural !== undefined && plural !== '' && group !== undefined && group !== '') {
    const field = fields.get('metadata').get('name');
    const text = textOf(field);
    if (text !== undefined && text !== '' && text !== expected) {
      const message = `"${name.value}" must be plural and group: "${expected}"`;
      inspection.refuse(field, message, { code: 'metadata', suggestion: expected });
    }
  }
  const conversion = spec.get('conversion');
  if (conversion.exists) checkConversion(inspection, conversion);
}

function checkConversion(inspection: Inspection, conversion: Field): void {
  const strategy = conversion.get('strategy');
  checkEnum(inspection, strategy, ['None', 'Webhook']);
  if (textOf(strategy) === '') {
    const message = 'the strategy is missing: None or Webhook';
    inspection.refuse(strategy, message, { isAbsence: !strategy.exists });
  }
  const webhook = conversion.get('webhook');
  // The server speaks of the fields of its own, older form.
  const path = 'spec.conversion.webhookClientConfig';
  if (textOf(strategy) === 'Webhook') {
    const config = webhook.get('clientConfig');
    if (config.exists) checkClientConfig(inspection, config, path);
    else {
      const message = 'strategy Webhook needs a clientConfig';
      inspection.refuse(config, message, { path, isAbsence: true });
    }
    const versions = webhook.get('conversionReviewVersions');
    if (versions.items().length > 0) return;
    inspection.refuse(versions, 'strategy Webhook needs conversionReviewVersions', {
      path: 'spec.conversion.conversionReviewVersions',
      isAbsence: !versions.exists,
    });
  } else if (textOf(strategy) === 'None' && webhook.exists) {
    forbid(inspection, webhook, 'strategy None has no webhook', { path });
  }
}
