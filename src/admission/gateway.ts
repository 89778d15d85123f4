import type { Field } from '../parse/index.ts';
import { parseAddress } from './address.ts';
import { forbid } from './check.ts';
import { dnsSubdomain, wildcardDomain } from './format.ts';
import { checkBackend, checkFilters } from './gateway-filter.ts';
import { checkListeners } from './gateway-listener.ts';
import type { Inspection } from './refusal.ts';
import { textOf } from './value.ts';

// The rules that the definitions of Gateway API state in CEL. They run only on objects that keep to
// the schema (recorded in 401 to 460: "some validation rules were not checked").

export function checkGatewayResource(inspection: Inspection): void {
  const { fields, kind } = inspection.resource;
  const spec = fields.get('spec');
  checkReferences(inspection, spec.get('parentRefs'), PARENT);
  if (kind === 'Gateway' || kind === 'ListenerSet') checkListeners(inspection, spec);
  if (kind === 'BackendTLSPolicy') checkTlsPolicy(inspection, spec);
  if (kind === 'TLSRoute') checkTlsHostnames(inspection, spec);
  const rules = spec.get('rules');
  checkNames(inspection, rules);
  for (const rule of rules.items()) checkRule(inspection, rule, kind);
  checkMatchCount(inspection, rules);
}

interface ReferenceShape {
  readonly list: string;
  /** What makes two references one, beside group, kind and name. */
  readonly target: readonly string[];
  /** What tells references to one target apart. */
  readonly parts: readonly string[];
  readonly defaults: Readonly<Record<string, string>>;
}

const PARENT: ReferenceShape = {
  list: 'parentRefs',
  target: ['group', 'kind', 'name', 'namespace'],
  parts: ['sectionName', 'port'],
  defaults: { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
};

const TARGET: ReferenceShape = {
  list: 'targetRefs',
  target: ['group', 'kind', 'name'],
  parts: ['sectionName'],
  defaults: {},
};

/** Two references to one target must both say which part of it they mean, and not the same. */
function checkReferences(inspection: Inspection, list: Field, shape: ReferenceShape): void {
  const valueOf = (reference: Field, name: string): string =>
    String(reference.get(name).value() ?? shape.defaults[name] ?? '');
  const firstOf = new Map<string, Field>();
  const seen = new Set<string>();
  const path = inspection.relativePath(list);
  for (const reference of list.items()) {
    const target = JSON.stringify(shape.target.map((name) => valueOf(reference, name)));
    const parts = shape.parts.map((name) => valueOf(reference, name));
    const identity = `${target} ${JSON.stringify(parts)}`;
    const first = firstOf.get(target);
    const name = textOf(reference.get('name')) ?? '';
    if (seen.has(identity)) {
      const message = `a second reference to "${name}" that means the same part of it`;
      inspection.refuse(reference, message, { path });
    } else if (
      first !== undefined &&
      shape.parts.some(
        (part) => (valueOf(first, part) === '') !== (valueOf(reference, part) === ''),
      )
    ) {
      const message = `of several references to "${name}" each must say its ${shape.parts.join(' or ')}`;
      inspection.refuse(reference, message, { path });
    }
    seen.add(identity);
    if (first === undefined) firstOf.set(target, reference);
  }
}

function checkNames(inspection: Inspection, rules: Field): void {
  const names = new Set<string>();
  for (const rule of rules.items()) {
    const name = textOf(rule.get('name'));
    if (name === undefined || name === '') continue;
    if (names.has(name)) {
      const path = inspection.relativePath(rules);
      inspection.refuse(rule.get('name'), `a second rule with the name "${name}"`, { path });
    }
    names.add(name);
  }
}

const MOST_MATCHES = 128;

function checkMatchCount(inspection: Inspection, rules: Field): void {
  const count = rules.items().reduce((sum, rule) => sum + rule.get('matches').items().length, 0);
  if (count <= MOST_MATCHES) return;
  const message = `has ${count} matches in all rules together; at most ${MOST_MATCHES} are allowed`;
  inspection.refuse(rules, message, { atKey: true });
}

function checkRule(inspection: Inspection, rule: Field, kind: string): void {
  const backends = rule.get('backendRefs').items();
  for (const backend of backends) {
    checkBackend(inspection, backend);
    checkFilters(inspection, backend.get('filters'));
  }
  const filters = rule.get('filters');
  checkFilters(inspection, filters);
  const redirect = filters.items().find((filter) => filter.get('requestRedirect').exists);
  const path = inspection.relativePath(rule);
  if (redirect !== undefined && backends.length > 0) {
    const message = 'a rule that redirects sends nothing to backendRefs: it may have one of both';
    inspection.refuse(rule.get('backendRefs'), message, { path, atKey: true });
  }
  if (kind === 'HTTPRoute') {
    for (const match of rule.get('matches').items()) {
      checkPathMatch(inspection, match.get('path'));
    }
    checkPrefixReplacement(inspection, rule);
    checkTimeouts(inspection, rule.get('timeouts'));
  } else if (kind === 'GRPCRoute') {
    for (const match of rule.get('matches').items()) checkMethod(inspection, match.get('method'));
  }
  checkPersistence(inspection, rule.get('sessionPersistence'));
}

const FORBIDDEN_IN_PATH = ['//', '/./', '/../', '%2f', '%2F', '#'];
const FORBIDDEN_AT_END = ['/..', '/.'];
const PATH = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;

function checkPathMatch(inspection: Inspection, match: Field): void {
  const value = match.get('value');
  const text = value.exists ? textOf(value) : '/';
  if (text === undefined || textOf(match.get('type')) === 'RegularExpression') return;
  const path = inspection.relativePath(match);
  const refuse = (what: string): void => {
    inspection.refuse(value, `path "${text}" ${what}`, { path });
  };
  const part = FORBIDDEN_IN_PATH.find((it) => text.includes(it));
  const end = FORBIDDEN_AT_END.find((it) => text.endsWith(it));
  if (!text.startsWith('/')) refuse('must begin with "/"');
  else if (part !== undefined) refuse(`must not contain "${part}"`);
  else if (end !== undefined) refuse(`must not end with "${end}"`);
  else if (!PATH.test(text)) refuse('has characters that a path may not have');
}

/** Whether one filter replaces the matched prefix, which must then be exactly one. */
function checkPrefixReplacement(inspection: Inspection, rule: Field): void {
  const matches = rule.get('matches');
  const list = matches.items();
  // Left out, it is one match for the prefix "/"; so is the path of a match.
  const type = list[0]?.get('path').get('type');
  const isPrefix =
    !matches.exists ||
    (list.length === 1 && (type?.exists !== true || textOf(type) === 'PathPrefix'));
  if (isPrefix) return;
  const filters = [
    ...rule.get('filters').items(),
    ...rule
      .get('backendRefs')
      .items()
      .flatMap((backend) => backend.get('filters').items()),
  ];
  const replaced = filters
    .flatMap((filter) => [filter.get('requestRedirect'), filter.get('urlRewrite')])
    .map((action) => action.get('path').get('replacePrefixMatch'))
    .find(({ exists }) => exists);
  if (replaced === undefined) return;
  const message = 'replacePrefixMatch needs exactly one match, with a path of type PathPrefix';
  inspection.refuse(replaced, message, { path: inspection.relativePath(rule), atKey: true });
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function checkTimeouts(inspection: Inspection, timeouts: Field): void {
  const request = millisecondsOf(timeouts.get('request'));
  const backend = millisecondsOf(timeouts.get('backendRequest'));
  if (request === 0 || backend <= request) return;
  const message = 'the backendRequest timeout may not be longer than that of the request';
  inspection.refuse(timeouts.get('backendRequest'), message, {
    path: inspection.relativePath(timeouts),
  });
}

function millisecondsOf(field: Field): number {
  let sum = 0;
  for (const [, number = '', unit = ''] of (textOf(field) ?? '').matchAll(/([0-9]+)(ms|h|m|s)/g)) {
    sum += Number(number) * (UNITS[unit] ?? 0);
  }
  return sum;
}

const GRPC_SERVICE = /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i;
const GRPC_METHOD = /^[A-Za-z_][A-Za-z_0-9]*$/;

function checkMethod(inspection: Inspection, match: Field): void {
  if (!match.exists) return;
  const path = inspection.relativePath(match);
  const service = match.get('service');
  const method = match.get('method');
  if (!service.exists && !method.exists) {
    inspection.refuse(match, 'a method match needs service or method, or both', {
      path,
      isAbsence: true,
    });
  }
  if (textOf(match.get('type')) === 'RegularExpression') return;
  for (const [field, pattern] of [
    [service, GRPC_SERVICE],
    [method, GRPC_METHOD],
  ] as const) {
    const text = textOf(field);
    if (!field.exists || text === undefined || pattern.test(text)) continue;
    inspection.refuse(field, `"${text}" is no name of a gRPC service or method`, { path });
  }
}

function checkPersistence(inspection: Inspection, persistence: Field): void {
  if (!persistence.exists) return;
  const path = inspection.relativePath(persistence);
  const type = persistence.get('type').exists ? textOf(persistence.get('type')) : 'Cookie';
  for (const [expected, name] of [
    ['Cookie', 'cookie'],
    ['Header', 'header'],
  ] as const) {
    const field = persistence.get(name);
    if (field.exists && type !== expected) {
      forbid(inspection, field, `${name} has no place beside type ${type ?? ''}`, { path });
    } else if (!field.exists && type === expected) {
      const message = `type ${expected} needs ${name}`;
      inspection.refuse(persistence, message, { path, isAbsence: true });
    }
  }
  const lifetime = textOf(persistence.get('cookie').get('lifetimeType'));
  if (lifetime === 'Permanent' && !persistence.get('absoluteTimeout').exists) {
    inspection.refuse(persistence, 'a permanent cookie needs an absoluteTimeout', {
      path,
      isAbsence: true,
    });
  }
}

function checkTlsHostnames(inspection: Inspection, spec: Field): void {
  const hostnames = spec.get('hostnames');
  const path = inspection.relativePath(hostnames);
  for (const field of hostnames.items()) {
    const text = textOf(field);
    if (text === undefined) continue;
    const complaint =
      parseAddress(text) !== undefined
        ? 'is an address; a hostname must be a DNS name'
        : text.includes('*')
          ? wildcardDomain(text)
          : dnsSubdomain(text);
    if (complaint !== undefined) inspection.refuse(field, `"${text}" ${complaint}`, { path });
  }
}

function checkTlsPolicy(inspection: Inspection, spec: Field): void {
  checkReferences(inspection, spec.get('targetRefs'), TARGET);
  const validation = spec.get('validation');
  const sources = ['caCertificateRefs', 'wellKnownCACertificates'];
  const given = sources.filter((name) => validation.get(name).exists);
  if (validation.exists && given.length !== 1) {
    inspection.refuse(validation, `needs exactly one of ${sources.join(' and ')}`, {
      path: inspection.relativePath(validation),
      isAbsence: given.length === 0,
    });
  }
  for (const name of validation.get('subjectAltNames').items()) checkAltName(inspection, name);
}

function checkAltName(inspection: Inspection, name: Field): void {
  const type = textOf(name.get('type'));
  const path = inspection.relativePath(name);
  for (const [expected, part] of [
    ['Hostname', 'hostname'],
    ['URI', 'uri'],
  ] as const) {
    const text = textOf(name.get(part));
    if (text === undefined || (text !== '') === (type === expected)) continue;
    const message =
      type === expected ? `type ${expected} needs ${part}` : `${part} needs type ${expected}`;
    inspection.refuse(name.get(part), message, { path, isAbsence: text === '' });
  }
}
