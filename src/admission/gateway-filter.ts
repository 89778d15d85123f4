import type { Field } from '../parse/index.ts';
import { forbid } from './check.ts';
import type { Inspection } from './refusal.ts';
import { numberOf, textOf } from './value.ts';

/** The field that a filter of each type has, and no other. */
const FIELD_OF_TYPE: Readonly<Record<string, string>> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  ExtensionRef: 'extensionRef',
  CORS: 'cors',
  ExternalAuth: 'externalAuth',
};

/** These may stand several times in one list. */
const REPEATABLE = new Set(['RequestMirror', 'ExtensionRef', 'ExternalAuth']);

/** The filters of a rule or of a backend (recorded in 434 to 437). */
export function checkFilters(inspection: Inspection, filters: Field): void {
  const path = inspection.relativePath(filters);
  const seen = new Set<string>();
  for (const filter of filters.items()) {
    const type = textOf(filter.get('type'));
    if (type === undefined) continue;
    if (seen.has(type) && !REPEATABLE.has(type)) {
      inspection.refuse(filter.get('type'), `a second filter of type ${type}`, { path });
    }
    seen.add(type);
    checkFilter(inspection, filter, type);
  }
  if (seen.has('RequestRedirect') && seen.has('URLRewrite')) {
    const message = 'what is redirected is not rewritten: RequestRedirect or URLRewrite, not both';
    inspection.refuse(filters, message, { path, atKey: true });
  }
}

function checkFilter(inspection: Inspection, filter: Field, type: string): void {
  const path = inspection.relativePath(filter);
  for (const [owner, name] of Object.entries(FIELD_OF_TYPE)) {
    const field = filter.get(name);
    if (field.exists && owner !== type) {
      forbid(inspection, field, `${name} has no place in a filter of type ${type}`, { path });
    } else if (!field.exists && owner === type) {
      const message = `a filter of type ${type} needs ${name}`;
      inspection.refuse(filter.get('type'), message, { path, isAbsence: true });
    }
  }
  const mirror = filter.get('requestMirror');
  checkMirror(inspection, mirror);
  for (const name of ['requestRedirect', 'urlRewrite']) {
    checkPathModifier(inspection, filter.get(name).get('path'));
  }
  const auth = filter.get('externalAuth');
  if (auth.exists) checkAuth(inspection, auth);
  for (const name of ['allowOrigins', 'allowMethods', 'allowHeaders']) {
    const list = filter.get('cors').get(name);
    const texts = list.items().map(textOf);
    if (texts.length > 1 && texts.includes('*')) {
      inspection.refuse(list, '"*" stands for all and must stand alone', { atKey: true });
    }
  }
}

function checkMirror(inspection: Inspection, mirror: Field): void {
  checkBackend(inspection, mirror.get('backendRef'));
  const fraction = mirror.get('fraction');
  const path = inspection.relativePath(mirror);
  if (mirror.get('percent').exists && fraction.exists) {
    forbid(inspection, fraction, 'a mirror has percent or fraction, not both', { path });
  }
  const denominator = fraction.get('denominator');
  const whole = denominator.exists ? numberOf(denominator) : 100;
  const part = numberOf(fraction.get('numerator'));
  if (whole !== undefined && part !== undefined && part > whole) {
    inspection.refuse(fraction.get('numerator'), `${part} is more than the denominator ${whole}`, {
      path: inspection.relativePath(fraction),
    });
  }
}

function checkPathModifier(inspection: Inspection, modifier: Field): void {
  const type = textOf(modifier.get('type'));
  if (!modifier.exists || type === undefined) return;
  const path = inspection.relativePath(modifier);
  for (const [expected, name] of [
    ['ReplaceFullPath', 'replaceFullPath'],
    ['ReplacePrefixMatch', 'replacePrefixMatch'],
  ] as const) {
    const field = modifier.get(name);
    if (field.exists && type !== expected) {
      forbid(inspection, field, `${name} needs type ${expected}, not ${type}`, { path });
    } else if (!field.exists && type === expected) {
      inspection.refuse(modifier.get('type'), `type ${type} needs ${name}`, {
        path,
        isAbsence: true,
      });
    }
  }
}

function checkAuth(inspection: Inspection, auth: Field): void {
  checkBackend(inspection, auth.get('backendRef'));
  const protocol = textOf(auth.get('protocol'));
  const path = inspection.relativePath(auth);
  for (const [expected, name] of [
    ['GRPC', 'grpc'],
    ['HTTP', 'http'],
  ] as const) {
    const field = auth.get(name);
    if (protocol === undefined || field.exists === (protocol === expected)) continue;
    const message = field.exists
      ? `${name} needs protocol ${expected}`
      : `protocol ${expected} needs ${name}`;
    inspection.refuse(field.exists ? field : auth.get('protocol'), message, {
      path,
      isAbsence: !field.exists,
    });
  }
}

/** S-620: a Service is referred to with its port; also by filters. */
export function checkBackend(inspection: Inspection, backend: Field): void {
  if (!backend.exists || backend.get('port').exists) return;
  const group = textOf(backend.get('group'));
  const kind = backend.get('kind').exists ? textOf(backend.get('kind')) : 'Service';
  if (group !== '' || kind !== 'Service') return;
  const name = textOf(backend.get('name')) ?? '';
  const message = `the reference to Service "${name}" needs a port: the number of one of its ports`;
  inspection.refuse(backend, message, { path: inspection.relativePath(backend), isAbsence: true });
}
