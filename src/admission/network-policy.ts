import type { Field } from '../parse/index.ts';
import { isStrictlyInside, networkComplaint, parseNetwork } from './address.ts';
import { checkEnum, checkPort, forbid } from './check.ts';
import { portNumber } from './format.ts';
import { checkLabelSelector } from './label-selector.ts';
import type { Inspection } from './refusal.ts';
import { numberOf, numberOrTextOf, textOf } from './value.ts';

const POLICY_TYPES = ['Ingress', 'Egress'];

/** Section 7 of the semantics sheet, recorded in 256 to 264. */
export function checkNetworkPolicy(inspection: Inspection): void {
  const spec = inspection.resource.fields.get('spec');
  checkLabelSelector(inspection, spec.get('podSelector'));
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const rule of spec.get(direction).items()) {
      for (const port of rule.get('ports').items()) checkPolicyPort(inspection, port);
      for (const peer of rule.get(peers).items()) checkPeer(inspection, peer);
    }
  }
  const types = spec.get('policyTypes');
  if (types.items().length > POLICY_TYPES.length) {
    inspection.refuse(types, 'there are but two policyTypes: Ingress and Egress', { atKey: true });
    return;
  }
  for (const type of types.items()) {
    checkEnum(inspection, type, POLICY_TYPES, { isPointer: true });
    if (!type.exists) inspection.refuse(type, 'an empty item is no policy type');
  }
}

function checkPolicyPort(inspection: Inspection, rule: Field): void {
  checkEnum(inspection, rule.get('protocol'), ['TCP', 'UDP', 'SCTP'], { isPointer: true });
  const portField = rule.get('port');
  const endField = rule.get('endPort');
  const port = numberOrTextOf(portField);
  const end = numberOf(endField);
  if (portField.exists && port !== undefined) checkPort(inspection, portField);
  if (!endField.exists || end === undefined) return;
  if (!portField.exists) {
    forbid(inspection, endField, 'endPort ends a range that begins with port, which is missing');
  } else if (typeof port === 'string') {
    forbid(inspection, endField, `endPort needs a number for port; it is the name "${port}"`);
  } else if (port !== undefined && end < port) {
    inspection.refuse(endField, `endPort ${end} lies before port ${port}`);
  } else if (portNumber(end) !== undefined) {
    inspection.refuse(endField, `${end} ${portNumber(end) ?? ''}`);
  }
}

function checkPeer(inspection: Inspection, peer: Field): void {
  const path = inspection.relativePath(peer);
  const selectors = [peer.get('podSelector'), peer.get('namespaceSelector')];
  const present = selectors.filter(({ exists }) => exists);
  const block = peer.get('ipBlock');
  for (const selector of present) checkLabelSelector(inspection, selector);
  if (block.exists) {
    checkBlock(inspection, block);
    if (present.length > 0) {
      const message = 'a peer is an ipBlock or selected by labels, not both; make it two peers';
      forbid(inspection, block, message, { path });
    }
  } else if (present.length === 0 && (peer.shape === 'mapping' || peer.shape === 'null')) {
    const message = 'the peer is empty: it needs podSelector, namespaceSelector or ipBlock';
    inspection.refuse(peer, message, { path, isAbsence: true });
  }
}

function checkBlock(inspection: Inspection, block: Field): void {
  const cidr = block.get('cidr');
  const text = textOf(cidr);
  if (text === undefined) return;
  if (text === '') {
    const message = 'the ipBlock has no cidr, such as 10.9.8.0/24';
    inspection.refuse(cidr, message, { isAbsence: !cidr.exists });
    return;
  }
  const complaint = networkComplaint(text);
  if (complaint !== undefined) inspection.refuse(cidr, `"${text}" ${complaint}`);
  const outer = parseNetwork(text)?.network;
  if (outer === undefined) return;
  for (const field of block.get('except').items()) {
    const exception = textOf(field);
    if (exception === undefined) continue;
    const problem = networkComplaint(exception);
    const inner = parseNetwork(exception)?.network;
    if (problem !== undefined) inspection.refuse(field, `"${exception}" ${problem}`);
    else if (inner !== undefined && !isStrictlyInside(inner, outer)) {
      const message = `"${exception}" must lie within ${text} and be smaller`;
      inspection.refuse(field, message);
    }
  }
}
