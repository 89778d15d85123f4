import type { Field } from '../parse/index.ts';
import { parseAddress } from './address.ts';
import { checkEnum, checkPortNumber, checkText, forbid, requireText } from './check.ts';
import { dnsLabel, dnsSubdomain, pathSegment, portName, wildcardDomain } from './format.ts';
import type { Inspection } from './refusal.ts';
import { numberOf, textOf } from './value.ts';

const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'];
const FORBIDDEN_IN_PATH = ['//', '/./', '/../', '%2f', '%2F'];
const FORBIDDEN_AT_END = ['/..', '/.'];
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Section 6.1 of the semantics sheet, recorded in 241 to 249. */
export function checkIngress(inspection: Inspection): void {
  const { fields } = inspection.resource;
  const spec = fields.get('spec');
  const defaultBackend = spec.get('defaultBackend');
  const rules = spec.get('rules');
  if (rules.items().length === 0 && !defaultBackend.exists) {
    const message = 'an Ingress needs rules or a defaultBackend';
    inspection.refuse(rules.exists ? rules : spec, message, { path: 'spec', isAbsence: true });
  }
  if (defaultBackend.exists) checkBackend(inspection, defaultBackend);
  for (const rule of rules.items()) checkRule(inspection, rule);
  for (const tls of spec.get('tls').items()) {
    for (const host of tls.get('hosts').items()) checkHost(inspection, host);
    checkText(inspection, tls.get('secretName'), dnsSubdomain);
  }
  const className = spec.get('ingressClassName');
  checkText(inspection, className, dnsSubdomain, { isPointer: true });
  const annotation = fields.get('metadata').get('annotations').get(CLASS_ANNOTATION);
  if (!annotation.exists || !className.exists || textOf(className) === undefined) return;
  if (textOf(annotation) !== textOf(className)) {
    const message = `differs from ingressClassName "${textOf(className) ?? ''}", which says the same thing`;
    inspection.refuse(annotation, message, { path: `annotations.${CLASS_ANNOTATION}` });
  }
}

function checkRule(inspection: Inspection, rule: Field): void {
  const host = rule.get('host');
  const text = textOf(host);
  if (text !== undefined && text !== '') {
    if (parseAddress(text) !== undefined) {
      inspection.refuse(host, `"${text}" is an address; a host must be a DNS name`);
    } else checkHost(inspection, host);
  }
  const http = rule.get('http');
  if (!http.exists) return;
  const paths = http.get('paths');
  if (paths.items().length === 0 && (!paths.exists || paths.shape === 'sequence')) {
    inspection.refuse(paths, 'the rule has no paths', { isAbsence: !paths.exists });
  }
  for (const path of paths.items()) checkPath(inspection, path);
}

function checkHost(inspection: Inspection, field: Field): void {
  const text = textOf(field);
  if (text === undefined) return;
  const complaint = text.includes('*') ? wildcardDomain(text) : dnsSubdomain(text);
  if (complaint === undefined) return;
  const name = /^[a-z]+:\/\/([^/:]+)/.exec(text)?.[1] ?? /^([^/:]+)[:/]/.exec(text)?.[1];
  const hint = name === undefined ? '' : '; a host has no scheme, port or path';
  inspection.refuse(field, `host "${text}" ${complaint}${hint}`, {
    suggestion: name !== undefined && dnsSubdomain(name) === undefined ? name : undefined,
  });
}

function checkPath(inspection: Inspection, path: Field): void {
  const typeField = path.get('pathType');
  const type = textOf(typeField);
  if (!typeField.exists) {
    const message = `pathType is missing: ${PATH_TYPES.join(', ')}`;
    inspection.refuse(typeField, message, { isAbsence: true });
    return;
  }
  checkEnum(inspection, typeField, PATH_TYPES, { isPointer: true });
  if (type !== undefined && PATH_TYPES.includes(type)) {
    checkPathText(inspection, path.get('path'), type);
  }
  checkBackend(inspection, path.get('backend'));
}

function checkPathText(inspection: Inspection, field: Field, type: string): void {
  const text = textOf(field);
  if (text === undefined || (text === '' && type === 'ImplementationSpecific')) return;
  if (!text.startsWith('/')) {
    const message =
      text === '' ? `a path of type ${type} must be written` : `path "${text}" must begin with "/"`;
    inspection.refuse(field, message, { isAbsence: !field.exists });
  }
  if (type === 'ImplementationSpecific') return;
  for (const part of FORBIDDEN_IN_PATH) {
    if (text.includes(part)) inspection.refuse(field, `path "${text}" must not contain "${part}"`);
  }
  for (const end of FORBIDDEN_AT_END) {
    if (text.endsWith(end)) inspection.refuse(field, `path "${text}" must not end with "${end}"`);
  }
}

function checkBackend(inspection: Inspection, backend: Field): void {
  const path = inspection.relativePath(backend);
  const service = backend.get('service');
  const resource = backend.get('resource');
  if (service.exists && resource.exists) {
    forbid(inspection, resource, 'a backend is a service or a resource, not both', { path });
  } else if (resource.exists) checkResourceBackend(inspection, resource);
  else if (service.exists) checkServiceBackend(inspection, service, path);
  else if (!backend.exists || backend.shape === 'mapping') {
    const message = 'the backend names neither a service nor a resource';
    inspection.refuse(backend, message, { path, isAbsence: true });
  }
}

function checkResourceBackend(inspection: Inspection, resource: Field): void {
  checkText(inspection, resource.get('apiGroup'), dnsSubdomain, { isPointer: true });
  requireText(inspection, resource.get('kind'), 'the kind of the resource', pathSegment);
  requireText(inspection, resource.get('name'), 'the name of the resource', pathSegment);
}

function checkServiceBackend(inspection: Inspection, service: Field, path: string): void {
  requireText(inspection, service.get('name'), 'the name of the Service', dnsLabel);
  const name = textOf(service.get('port').get('name'));
  const number = numberOf(service.get('port').get('number'));
  if (name === undefined || number === undefined) return;
  if (name !== '' && number !== 0) {
    const message = 'the port of a backend has a name or a number, not both';
    inspection.refuse(service.get('port').get('name'), message, { path });
  } else if (name !== '') {
    const complaint = portName(name);
    // Service ports may have longer names, which an Ingress cannot say (S-222).
    if (complaint !== undefined) {
      inspection.refuse(service.get('port').get('name'), `port name "${name}" ${complaint}`, {
        suggestion: undefined,
      });
    }
  } else if (number !== 0) checkPortNumber(inspection, service.get('port').get('number'));
  else {
    const port = service.get('port');
    if (port.exists && port.shape !== 'mapping') return;
    inspection.refuse(port, 'the backend names no port of the Service', { path, isAbsence: true });
  }
}

const LONGEST_CONTROLLER = 250;
const CONTROLLER_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

export function checkIngressClass(inspection: Inspection): void {
  const spec = inspection.resource.fields.get('spec');
  const controller = spec.get('controller');
  const text = textOf(controller);
  if (text === '') {
    const message = 'the controller is missing, such as "k8s.io/ingress-nginx"';
    inspection.refuse(controller, message, { isAbsence: !controller.exists });
  } else if (text !== undefined) {
    const complaint = domainPrefixedPath(text);
    if (complaint !== undefined) inspection.refuse(controller, `"${text}" ${complaint}`);
    else if (text.length > LONGEST_CONTROLLER) {
      inspection.refuse(controller, `has more than ${LONGEST_CONTROLLER} characters`);
    }
  }
  const parameters = spec.get('parameters');
  if (parameters.exists) checkParameters(inspection, parameters);
}

function checkParameters(inspection: Inspection, parameters: Field): void {
  checkResourceBackend(inspection, parameters);
  const scope = parameters.get('scope');
  const namespace = parameters.get('namespace');
  checkEnum(inspection, scope, ['Cluster', 'Namespace'], { isPointer: true });
  const text = scope.exists ? textOf(scope) : 'Cluster';
  if (text === 'Cluster' && namespace.exists) {
    forbid(inspection, namespace, 'a namespace needs scope Namespace; the scope is Cluster');
  } else if (text === 'Namespace' && !namespace.exists) {
    inspection.refuse(namespace, 'scope Namespace needs a namespace', { isAbsence: true });
  } else if (text === 'Namespace') {
    checkText(inspection, namespace, dnsLabel, { isPointer: true });
  }
}

/** `example.com/path` */
function domainPrefixedPath(text: string): string | undefined {
  const slash = text.indexOf('/');
  const domain = text.slice(0, slash);
  const path = text.slice(slash + 1);
  if (slash <= 0 || path === '') {
    return 'is no path after a domain, such as "example.com/ingress-controller"';
  }
  const complaint = dnsSubdomain(domain);
  if (complaint !== undefined) return `is wrong before the "/": "${domain}" ${complaint}`;
  return CONTROLLER_PATH.test(path)
    ? undefined
    : 'has characters after the "/" that a path may not have';
}
