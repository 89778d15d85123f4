import type { Field } from '../parse/index.ts';
import { addressComplaint } from './address.ts';
import { checkEnum, checkText, forbid } from './check.ts';
import { checkContainer, checkInitContainer, type ContainerContext } from './container.ts';
import { dnsLabel, dnsSubdomain, qualifiedName, searchDomain } from './format.ts';
import { checkLabelSelector } from './label-selector.ts';
import { checkAnnotations, checkLabels } from './metadata.ts';
import type { Inspection } from './refusal.ts';
import { flagOf, numberOf, textOf } from './value.ts';

const DNS_POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCH_LIST = 2048;
const LONGEST_HOSTNAME = 64;

export interface TemplateOptions {
  /** What the kind allows for `restartPolicy`, the default first. */
  readonly restartPolicies: readonly string[];
  /** A StatefulSet writes hostname and subdomain itself and looks at neither (SURPRISES, extra). */
  readonly setsHostname?: boolean;
}

export function checkPod(inspection: Inspection): void {
  const spec = inspection.resource.fields.get('spec');
  checkPodSpec(inspection, spec, { isPod: true, restartPolicies: RESTART_POLICIES });
  const ephemeral = spec.get('ephemeralContainers');
  if (ephemeral.items().length > 0) {
    const message = 'ephemeral containers are added to a running Pod, not written in its manifest';
    forbid(inspection, ephemeral, message);
  }
}

/** A Pod template within a workload. */
export function checkTemplate(
  inspection: Inspection,
  template: Field,
  options: TemplateOptions,
): void {
  const path = inspection.relativePath(template);
  const metadata = template.get('metadata');
  // The server leaves out `metadata` here (SURPRISES: r41-admission-002).
  checkLabels(inspection, metadata.get('labels'), { path: `${path}.labels` });
  checkAnnotations(inspection, metadata.get('annotations'), { path: `${path}.annotations` });
  const spec = template.get('spec');
  checkPodSpec(inspection, spec, { ...options, isPod: false });
  const ephemeral = spec.get('ephemeralContainers');
  if (ephemeral.items().length > 0) {
    forbid(inspection, ephemeral, 'a Pod template has no ephemeral containers');
  }
}

type PodOptions = TemplateOptions & { readonly isPod: boolean };

function checkPodSpec(inspection: Inspection, spec: Field, options: PodOptions): void {
  checkContainers(inspection, spec, options);
  checkRestartPolicy(inspection, spec.get('restartPolicy'), options);
  checkDns(inspection, spec);
  checkHostnames(inspection, spec, options);
  for (const gate of spec.get('readinessGates').items()) {
    const type = gate.get('conditionType');
    const text = textOf(type);
    const complaint = text === undefined ? undefined : qualifiedName(text);
    if (complaint === undefined) continue;
    const isAbsence = !type.exists;
    inspection.refuse(type, `condition type "${text ?? ''}" ${complaint}`, { isAbsence });
  }
  checkLabels(inspection, spec.get('nodeSelector'));
  checkNeighbours(inspection, spec);
  checkText(inspection, spec.get('serviceAccountName'), dnsSubdomain);
  checkText(inspection, spec.get('nodeName'), dnsSubdomain);
  checkText(inspection, spec.get('priorityClassName'), dnsSubdomain);
  const deadline = spec.get('activeDeadlineSeconds');
  const seconds = numberOf(deadline);
  if (deadline.exists && seconds !== undefined && seconds < 1) {
    inspection.refuse(deadline, `${seconds} must be at least 1`);
  }
}

/** Selectors of other Pods, near which or far from which these are to run. */
function checkNeighbours(inspection: Inspection, spec: Field): void {
  for (const constraint of spec.get('topologySpreadConstraints').items()) {
    checkLabelSelector(inspection, constraint.get('labelSelector'));
  }
  for (const name of ['podAffinity', 'podAntiAffinity']) {
    const affinity = spec.get('affinity').get(name);
    const terms = [
      ...affinity.get('requiredDuringSchedulingIgnoredDuringExecution').items(),
      ...affinity
        .get('preferredDuringSchedulingIgnoredDuringExecution')
        .items()
        .map((preference) => preference.get('podAffinityTerm')),
    ];
    for (const term of terms) {
      checkLabelSelector(inspection, term.get('labelSelector'));
      checkLabelSelector(inspection, term.get('namespaceSelector'));
    }
  }
}

function checkContainers(inspection: Inspection, spec: Field, { isPod }: PodOptions): void {
  const context: ContainerContext = {
    inspection,
    names: new Set(),
    hostPorts: new Set(),
    hostNetwork: flagOf(spec.get('hostNetwork')),
    isPod,
  };
  const containers = spec.get('containers');
  const list = containers.items();
  if (list.length === 0 && (!containers.exists || containers.shape === 'sequence')) {
    inspection.refuse(containers, 'there are no containers', { isAbsence: true });
  }
  for (const container of list) checkContainer(context, container);
  for (const container of spec.get('initContainers').items()) {
    checkInitContainer(context, container);
  }
}

function checkRestartPolicy(
  inspection: Inspection,
  field: Field,
  { restartPolicies: legal }: PodOptions,
): void {
  const text = textOf(field);
  if (text === undefined) return;
  // Missing means Always, whatever the kind allows.
  if (text !== '') {
    checkEnum(inspection, field, legal);
    return;
  }
  if (legal.includes('Always')) return;
  const message = `restartPolicy is missing and would be Always; here it must be ${legal.join(' or ')}`;
  inspection.refuse(field, message, { isAbsence: true });
}

/** S-524, S-525, recorded in 142 to 144. */
function checkDns(inspection: Inspection, spec: Field): void {
  const policy = spec.get('dnsPolicy');
  const config = spec.get('dnsConfig');
  checkEnum(inspection, policy, DNS_POLICIES);
  const nameservers = config.get('nameservers');
  const servers = nameservers.items();
  if (textOf(policy) === 'None') {
    if (!config.exists) {
      const message = 'dnsPolicy None needs a dnsConfig with a nameserver';
      inspection.refuse(config, message, { isAbsence: true });
    } else if (servers.length === 0 && (!nameservers.exists || nameservers.shape === 'sequence')) {
      const message = 'dnsPolicy None needs at least one nameserver';
      inspection.refuse(nameservers, message, { isAbsence: true });
    }
  }
  if (servers.length > MOST_NAMESERVERS) {
    const message = `has ${servers.length} nameservers; at most ${MOST_NAMESERVERS} are allowed`;
    inspection.refuse(nameservers, message, { atKey: true });
  }
  for (const server of servers) {
    checkAddress(inspection, server);
  }
  checkSearches(inspection, config.get('searches'));
  for (const option of config.get('options').items()) {
    const name = option.get('name');
    if (textOf(name) !== '') continue;
    const path = inspection.relativePath(option);
    inspection.refuse(option, 'the option has no name', { path, isAbsence: !name.exists });
  }
}

function checkAddress(inspection: Inspection, field: Field): void {
  const text = textOf(field);
  const complaint = text === undefined ? undefined : addressComplaint(text);
  if (complaint === undefined) return;
  const message = text === '' ? 'the address is missing' : `"${text ?? ''}" ${complaint}`;
  inspection.refuse(field, message, { isAbsence: !field.exists });
}

function checkSearches(inspection: Inspection, searches: Field): void {
  const list = searches.items();
  const texts = list.map((field) => textOf(field) ?? '');
  if (list.length > MOST_SEARCHES) {
    const message = `has ${list.length} search domains; at most ${MOST_SEARCHES} are allowed`;
    inspection.refuse(searches, message, { atKey: true });
  } else if (texts.join(' ').length > LONGEST_SEARCH_LIST) {
    const message = `has more than ${LONGEST_SEARCH_LIST} characters altogether`;
    inspection.refuse(searches, message, { atKey: true });
  }
  for (const field of list) {
    const text = textOf(field);
    if (text === undefined || text === '.') continue;
    const complaint = searchDomain(text.replace(/\.$/, ''));
    if (complaint !== undefined) inspection.refuse(field, `"${text}" ${complaint}`);
  }
}

/** S-510, S-512, S-526. */
function checkHostnames(
  inspection: Inspection,
  spec: Field,
  { setsHostname = false }: PodOptions,
): void {
  if (!setsHostname) {
    checkText(inspection, spec.get('hostname'), dnsLabel);
    checkText(inspection, spec.get('subdomain'), dnsLabel);
  }
  const override = spec.get('hostnameOverride');
  const text = textOf(override);
  if (override.exists && text !== undefined) {
    if (flagOf(spec.get('setHostnameAsFQDN'))) {
      forbid(inspection, override, 'hostnameOverride contradicts setHostnameAsFQDN');
    } else if (flagOf(spec.get('hostNetwork'))) {
      forbid(inspection, override, 'hostnameOverride contradicts hostNetwork');
    }
    if (text.length > LONGEST_HOSTNAME) {
      const message = `has ${text.length} characters; at most ${LONGEST_HOSTNAME} are allowed`;
      inspection.refuse(override, message);
    } else checkText(inspection, override, dnsSubdomain, { isPointer: true });
  }
  for (const alias of spec.get('hostAliases').items()) {
    checkAddress(inspection, alias.get('ip'));
    for (const name of alias.get('hostnames').items()) {
      const hostname = textOf(name);
      const complaint = hostname === undefined ? undefined : dnsSubdomain(hostname);
      if (complaint !== undefined) inspection.refuse(name, `"${hostname ?? ''}" ${complaint}`);
    }
  }
}
