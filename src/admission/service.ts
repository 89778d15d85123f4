import type { Field } from '../parse/index.ts';
import {
  addressComplaint,
  endpointComplaint,
  isDocumentation,
  networkComplaint,
  parseAddress,
} from './address.ts';
import { checkEnum, checkPort, checkPortNumber, checkText, forbid, PROTOCOLS } from './check.ts';
import { dnsLabel, dnsSubdomain, portNumber, qualifiedName } from './format.ts';
import { checkLabels } from './metadata.ts';
import type { Inspection } from './refusal.ts';
import { describeSplit } from './split-entry.ts';
import { isUnknown, numberOf, numberOrTextOf, textOf } from './value.ts';

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];
const POLICIES = ['Cluster', 'Local'];
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const LONGEST_AFFINITY = 86400;

/** What the checks of a Service share; `type` is undefined where it cannot be known. */
interface ServiceView {
  readonly inspection: Inspection;
  readonly spec: Field;
  readonly type: string | undefined;
  readonly isHeadless: boolean;
  readonly ports: readonly Field[];
}

/** Section 3.3 of the semantics sheet, as recorded in 101 to 140. */
export function checkService(inspection: Inspection): void {
  const spec = inspection.resource.fields.get('spec');
  const written = textOf(spec.get('type'));
  const view: ServiceView = {
    inspection,
    spec,
    type: written === '' ? 'ClusterIP' : written,
    isHeadless: textOf(spec.get('clusterIP')) === 'None',
    ports: spec.get('ports').items(),
  };
  checkEnum(inspection, spec.get('type'), TYPES);
  checkPorts(view);
  checkNodePorts(view);
  checkLabels(inspection, spec.get('selector'));
  checkExternalName(view);
  checkAffinity(view);
  checkClusterAddresses(view);
  checkFamilies(view);
  checkExternalAddresses(view);
  checkLoadBalancer(view);
  checkTrafficPolicies(view);
  checkTopologyAnnotations(view);
}

function isType({ type }: ServiceView, expected: string): boolean {
  return type === expected;
}

function checkPorts(view: ServiceView): void {
  const { inspection, spec, ports } = view;
  if (ports.length === 0 && !isType(view, 'ExternalName') && view.type !== undefined) {
    const field = spec.get('ports');
    const mayBeEmpty = view.isHeadless || isUnknown(spec.get('clusterIP'));
    if (!mayBeEmpty && field.shape !== 'scalar' && field.shape !== 'mapping') {
      const message = 'the Service has no ports; only a headless or an ExternalName one needs none';
      inspection.refuse(field, message, { isAbsence: true });
    }
  }
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, port] of ports.entries()) {
    checkServicePort(view, port, names, describeSplit(ports, index));
    const number = numberOf(port.get('port'));
    const protocol = textOf(port.get('protocol'));
    if (number === undefined || number === 0 || protocol === undefined) continue;
    const identity = `${number}/${protocol === '' ? 'TCP' : protocol}`;
    if (numbers.has(identity)) {
      const message = `port ${identity} stands here twice; each pair of number and protocol may stand once`;
      const path = inspection.relativePath(port);
      inspection.refuse(port.get('port'), message, { path });
    }
    numbers.add(identity);
  }
}

function checkServicePort(
  { inspection, ports }: ServiceView,
  port: Field,
  names: Set<string>,
  split: string,
): void {
  const name = port.get('name');
  const text = textOf(name);
  if (text === '' && ports.length > 1) {
    const message = 'the port needs a name, because the Service has several';
    inspection.refuse(name, message, { isAbsence: !name.exists });
  } else if (text !== undefined && text !== '') {
    checkText(inspection, name, dnsLabel);
    if (names.has(text)) inspection.refuse(name, `a second port with the name "${text}"`);
    names.add(text);
  }
  const number = port.get('port');
  if (number.exists || split === '') checkPortNumber(inspection, number);
  else inspection.refuse(number, `port is missing; ${split}`, { isAbsence: true });
  checkEnum(inspection, port.get('protocol'), PROTOCOLS);
  const target = port.get('targetPort');
  const value = numberOrTextOf(target);
  // 0 and "" stand for the port itself (S-203).
  if (value !== 0 && value !== '') {
    const isQuoted = typeof value === 'string' && /^[0-9]+$/.test(value);
    checkPort(inspection, target, isQuoted ? { code: 'target-port-quoted' } : {});
  }
  checkText(inspection, port.get('appProtocol'), qualifiedName, { isPointer: true });
}

function checkNodePorts(view: ServiceView): void {
  const { inspection, ports } = view;
  const numbers = new Map<number, string>();
  for (const port of ports) {
    const field = port.get('nodePort');
    const number = numberOf(field);
    if (number === undefined || number === 0) continue;
    if (isType(view, 'ClusterIP')) {
      const message = `nodePort ${number} needs type NodePort or LoadBalancer; this Service has type ClusterIP`;
      forbid(inspection, field, message);
    } else if (isType(view, 'NodePort') || isType(view, 'LoadBalancer')) {
      // One number may serve TCP and UDP only of one and the same port (S-352).
      const owner = String(port.get('port').value());
      const protocol = textOf(port.get('protocol'));
      const use = `${owner} ${protocol === '' ? 'TCP' : (protocol ?? '')}`;
      const other = numbers.get(number);
      if (other === use || (other !== undefined && other.split(' ')[0] !== owner)) {
        inspection.refuse(field, `nodePort ${number} is taken by another port of this Service`);
      }
      numbers.set(number, use);
    }
  }
}

function checkExternalName(view: ServiceView): void {
  const { inspection, spec } = view;
  if (!isType(view, 'ExternalName')) return;
  const field = spec.get('externalName');
  const text = textOf(field);
  if (text === undefined) return;
  const name = text.replace(/\.$/, '');
  if (name === '') {
    const message = 'a Service of type ExternalName needs an externalName';
    inspection.refuse(field, message, { isAbsence: !field.exists });
    return;
  }
  const complaint = dnsSubdomain(name);
  if (complaint !== undefined) inspection.refuse(field, `externalName "${text}" ${complaint}`);
}

function checkAffinity({ inspection, spec }: ServiceView): void {
  const affinity = spec.get('sessionAffinity');
  checkEnum(inspection, affinity, ['None', 'ClientIP']);
  // Without ClientIP the configuration is dropped unseen (S-311).
  if (textOf(affinity) !== 'ClientIP') return;
  const timeout = spec.get('sessionAffinityConfig').get('clientIP').get('timeoutSeconds');
  const seconds = numberOf(timeout);
  if (!timeout.exists || seconds === undefined) return;
  if (seconds <= 0 || seconds > LONGEST_AFFINITY) {
    inspection.refuse(timeout, `${seconds} is out of range: 1 to ${LONGEST_AFFINITY} seconds`);
  }
}

function checkClusterAddresses(view: ServiceView): void {
  const { inspection, spec, type } = view;
  const single = spec.get('clusterIP');
  const listed = spec.get('clusterIPs');
  const first = textOf(single);
  const list = listed.items();
  if (isType(view, 'ExternalName')) {
    for (const field of [single, listed]) {
      if (!field.exists || first === undefined || (field === single && first === '')) continue;
      if (field === listed && list.length === 0) continue;
      const message = `${field === single ? 'clusterIP' : 'clusterIPs'} has no place in a Service of type ExternalName: it is an alias without an address`;
      forbid(inspection, field, message, { path: 'spec.clusterIPs' });
      return;
    }
    return;
  }
  if (first === undefined) return;
  if (first === '') {
    if (list.length > 0) {
      const message = 'clusterIPs needs clusterIP beside it, equal to the first of them';
      forbid(inspection, listed, message);
    }
  } else if (first === 'None') {
    if (type === 'NodePort' || type === 'LoadBalancer') {
      const message = `clusterIP "None" makes the Service headless, which one of type ${type} cannot be`;
      inspection.refuse(single, message, { path: 'spec.clusterIPs[0]' });
    }
  } else checkClusterAddress(inspection, single, first, 'spec.clusterIPs[0]');
  checkAddressList(view, first, list);
}

function checkClusterAddress(
  inspection: Inspection,
  field: Field,
  text: string,
  path?: string,
): void {
  const complaint = addressComplaint(text);
  if (complaint === undefined) {
    checkClusterRange(inspection, field, text);
    return;
  }
  const suggestion = text.toLowerCase() === 'none' ? 'None' : undefined;
  const hint = suggestion === undefined ? '' : '; a headless Service has "None", so spelt';
  inspection.refuse(field, `clusterIP "${text}" ${complaint}${hint}`, { suggestion, path });
}

/** Addresses that no cluster gives to a Service; every other one depends on the cluster's range. */
function checkClusterRange(inspection: Inspection, field: Field, text: string): void {
  const network = parseAddress(text)?.address;
  const path = 'spec.clusterIPs';
  if (network !== undefined && isDocumentation(network)) {
    const message = `clusterIP "${text}" is an address for documentation: no cluster gives it out`;
    inspection.refuse(field, message, { path });
  } else if (text === FIRST_SERVICE && inspection.resource.name.value !== 'kubernetes') {
    const message = `clusterIP "${text}" is that of the Service kubernetes in namespace default, which every cluster has`;
    inspection.refuse(field, message, { path });
  }
}

/** The first address of the usual range is the API server's own (S-001, recorded in 139). */
const FIRST_SERVICE = '10.96.0.1';

function checkAddressList(
  { inspection, spec }: ServiceView,
  first: string,
  list: readonly Field[],
): void {
  const texts = list.map(textOf);
  if (list.length === 0 || texts.includes(undefined)) return;
  const listed = spec.get('clusterIPs');
  if (first !== '' && texts[0] !== first) {
    inspection.refuse(
      list[0] ?? listed,
      `the first of clusterIPs must equal clusterIP "${first}"`,
      {
        path: 'spec.clusterIPs',
      },
    );
    return;
  }
  for (const [index, text = ''] of texts.entries()) {
    const field = list[index] ?? listed;
    if (text === 'None') {
      if (list.length > 1)
        inspection.refuse(field, '"None" must stand alone', { path: 'spec.clusterIPs' });
    } else if (index > 0 || first === '') checkClusterAddress(inspection, field, text);
  }
  const families = texts.map((text) => parseAddress(text ?? '')?.address.family);
  if (list.length > 2 || (list.length === 2 && families[0] === families[1])) {
    const message = 'clusterIPs may have two addresses: one of IPv4, one of IPv6';
    inspection.refuse(listed, message, { atKey: true });
  }
}

function checkFamilies(view: ServiceView): void {
  const { inspection, spec } = view;
  const policy = spec.get('ipFamilyPolicy');
  const families = spec.get('ipFamilies');
  if (isType(view, 'ExternalName')) {
    for (const field of [policy, families]) {
      if (!field.exists || (field === families && families.items().length === 0)) continue;
      const name = field === policy ? 'ipFamilyPolicy' : 'ipFamilies';
      forbid(inspection, field, `${name} has no place in a Service of type ExternalName`);
    }
    return;
  }
  checkEnum(inspection, policy, ['SingleStack', 'PreferDualStack', 'RequireDualStack'], {
    isPointer: true,
  });
  const seen = new Set<string>();
  for (const family of families.items()) {
    checkEnum(inspection, family, ['IPv4', 'IPv6'], { isPointer: true });
    const text = textOf(family) ?? '';
    if (seen.has(text)) inspection.refuse(family, `"${text}" stands here twice`);
    seen.add(text);
  }
  checkDualStack(view, seen.size);
  checkFamiliesOfAddresses(view);
}

/** More than one family needs a policy that allows it; selectorless headless ones get it (S-335). */
function checkDualStack({ inspection, spec, isHeadless }: ServiceView, families: number): void {
  const policy = textOf(spec.get('ipFamilyPolicy'));
  const hasSelector = spec.get('selector').entries().length > 0;
  if (policy === undefined || (isHeadless && !hasSelector && policy === '')) return;
  if (policy !== '' && policy !== 'SingleStack') return;
  if (families < 2 && spec.get('clusterIPs').items().length < 2) return;
  const message =
    'two IP families need ipFamilyPolicy PreferDualStack or RequireDualStack; without one a Service is SingleStack';
  const field = spec.get('ipFamilyPolicy');
  inspection.refuse(field.exists ? field : spec.get('ipFamilies'), message, {
    path: 'spec.ipFamilyPolicy',
    atKey: !field.exists,
  });
}

function checkFamiliesOfAddresses({ inspection, spec }: ServiceView): void {
  const families = spec.get('ipFamilies').items();
  const listed = spec.get('clusterIPs').items();
  const addresses = listed.length > 0 ? listed : [spec.get('clusterIP')];
  for (const [index, address] of addresses.entries()) {
    const family = parseAddress(textOf(address) ?? '')?.address.family;
    const expected = textOf(families[index] ?? address);
    if (family === undefined || families[index] === undefined || expected === family) continue;
    if (expected !== 'IPv4' && expected !== 'IPv6') continue;
    const message = `"${textOf(address) ?? ''}" is an ${family} address, and ipFamilies[${index}] says ${expected}`;
    inspection.refuse(address, message, { path: `spec.clusterIPs[${index}]` });
  }
}

function checkExternalAddresses({ inspection, spec }: ServiceView): void {
  for (const field of spec.get('externalIPs').items()) {
    const text = textOf(field);
    if (text === undefined) continue;
    const complaint = addressComplaint(text) ?? endpointComplaint(text);
    if (complaint !== undefined)
      inspection.refuse(field, `external address "${text}" ${complaint}`);
  }
}

function checkLoadBalancer(view: ServiceView): void {
  const { inspection, spec, type } = view;
  const isBalancer = type === undefined || type === 'LoadBalancer';
  const misplaced = (name: string): string =>
    `${name} has an effect only in a Service of type LoadBalancer; this one has type ${type ?? ''}`;
  const ranges = spec.get('loadBalancerSourceRanges');
  const annotation = inspection.resource.fields
    .get('metadata')
    .get('annotations')
    .get(SOURCE_RANGES);
  if (ranges.items().length > 0) {
    // The server writes the name of the Go field.
    const path = 'spec.LoadBalancerSourceRanges';
    if (!isBalancer) forbid(inspection, ranges, misplaced('loadBalancerSourceRanges'), { path });
    for (const [index, field] of ranges.items().entries()) {
      const text = textOf(field)?.trim();
      const complaint = text === undefined ? undefined : networkComplaint(text);
      if (complaint === undefined) continue;
      inspection.refuse(field, `"${text ?? ''}" ${complaint}`, { path: `${path}[${index}]` });
    }
  } else if (annotation.exists) {
    const path = `metadata.annotations[${SOURCE_RANGES}]`;
    if (!isBalancer) forbid(inspection, annotation, misplaced('the annotation'), { path });
    for (const part of (textOf(annotation) ?? '').split(',')) {
      const text = part.trim();
      const complaint = text === '' ? undefined : networkComplaint(text);
      if (complaint !== undefined)
        inspection.refuse(annotation, `"${text}" ${complaint}`, { path });
    }
  }
  const allocate = spec.get('allocateLoadBalancerNodePorts');
  if (allocate.exists && !isBalancer) {
    forbid(inspection, allocate, misplaced('allocateLoadBalancerNodePorts'));
  }
  const loadBalancerClass = spec.get('loadBalancerClass');
  if (!loadBalancerClass.exists) return;
  if (!isBalancer) forbid(inspection, loadBalancerClass, misplaced('loadBalancerClass'));
  else checkText(inspection, loadBalancerClass, qualifiedName, { isPointer: true });
}

function checkTrafficPolicies(view: ServiceView): void {
  const { inspection, spec, type } = view;
  // On an ExternalName a legal one is dropped (S-310), an illegal one refused all the same.
  checkEnum(inspection, spec.get('internalTrafficPolicy'), POLICIES, { isPointer: true });
  checkEnum(
    inspection,
    spec.get('trafficDistribution'),
    ['PreferClose', 'PreferSameZone', 'PreferSameNode'],
    { isPointer: true },
  );
  if (type === undefined || !TYPES.includes(type)) return;
  const external = spec.get('externalTrafficPolicy');
  const policy = textOf(external);
  const isReachable =
    type === 'NodePort' ||
    type === 'LoadBalancer' ||
    (type === 'ClusterIP' && spec.get('externalIPs').items().length > 0);
  if (isReachable) checkEnum(inspection, external, POLICIES);
  else if (policy !== undefined && policy !== '') {
    const message = `externalTrafficPolicy is for what comes from outside, which never reaches a Service of type ${type}; only NodePort, LoadBalancer or externalIPs let it in`;
    forbid(inspection, external, message);
  }
  const health = spec.get('healthCheckNodePort');
  const number = numberOf(health);
  if (number === undefined || number === 0 || policy === undefined) return;
  if (type !== 'LoadBalancer' || policy !== 'Local') {
    const message = 'healthCheckNodePort needs type LoadBalancer and externalTrafficPolicy Local';
    forbid(inspection, health, message);
  } else if (portNumber(number) !== undefined) checkPortNumber(inspection, health);
}

function checkTopologyAnnotations({ inspection }: ServiceView): void {
  const annotations = inspection.resource.fields.get('metadata').get('annotations');
  const mode = annotations.get(TOPOLOGY_MODE);
  const hints = annotations.get(TOPOLOGY_HINTS);
  if (!mode.exists || !hints.exists || textOf(mode) === textOf(hints)) return;
  inspection.refuse(mode, `differs from ${TOPOLOGY_HINTS}, which says the same thing`, {
    path: `metadata.annotations[${TOPOLOGY_MODE}]`,
  });
}
