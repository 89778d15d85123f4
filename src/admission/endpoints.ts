import type { Field } from '../parse/index.ts';
import { addressComplaint, endpointComplaint, parseAddress } from './address.ts';
import { checkEnum, checkPortNumber, checkText, PROTOCOLS } from './check.ts';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './format.ts';
import type { Inspection } from './refusal.ts';
import { textOf } from './value.ts';

const ADDRESS_TYPES = ['IPv4', 'IPv6', 'FQDN'];
const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;
const MOST_PORTS = 20000;
const MOST_HINTS = 8;

/** S-409, recorded in 173 to 175. */
export function checkEndpointSlice(inspection: Inspection): void {
  const { fields } = inspection.resource;
  const typeField = fields.get('addressType');
  const addressType = textOf(typeField);
  if (addressType === '') {
    const message = `addressType is missing: ${ADDRESS_TYPES.join(', ')}`;
    inspection.refuse(typeField, message, { isAbsence: !typeField.exists });
  }
  checkEnum(inspection, typeField, ADDRESS_TYPES);
  const endpoints = fields.get('endpoints');
  const list = endpoints.items();
  if (list.length > MOST_ENDPOINTS) {
    const message = `has ${list.length} endpoints; at most ${MOST_ENDPOINTS} are allowed`;
    inspection.refuse(endpoints, message, { atKey: true });
  } else for (const endpoint of list) checkEndpoint(inspection, endpoint, addressType);
  checkSlicePorts(inspection, fields.get('ports'));
}

function checkEndpoint(
  inspection: Inspection,
  endpoint: Field,
  addressType: string | undefined,
): void {
  const field = endpoint.get('addresses');
  const addresses = field.items();
  if (addresses.length === 0 && (field.shape === 'sequence' || !field.exists)) {
    inspection.refuse(field, 'the endpoint has no address', { isAbsence: !field.exists });
  } else if (addresses.length > MOST_ADDRESSES) {
    const message = `has ${addresses.length} addresses; at most ${MOST_ADDRESSES} are allowed`;
    inspection.refuse(field, message, { atKey: true });
  }
  for (const address of addresses) checkSliceAddress(inspection, address, addressType, field);
  checkText(inspection, endpoint.get('hostname'), dnsLabel, { isPointer: true });
  checkText(inspection, endpoint.get('nodeName'), dnsSubdomain, { isPointer: true });
  const hints = endpoint.get('hints');
  checkHints(inspection, hints.get('forZones'), labelValue);
  checkHints(inspection, hints.get('forNodes'), dnsSubdomain);
}

function checkSliceAddress(
  inspection: Inspection,
  field: Field,
  addressType: string | undefined,
  addresses: Field,
): void {
  const text = textOf(field);
  if (text === undefined) return;
  if (addressType === 'FQDN') {
    const complaint = fullName(text);
    if (complaint !== undefined) inspection.refuse(field, `"${text}" ${complaint}`);
    return;
  }
  if (addressType !== 'IPv4' && addressType !== 'IPv6') return;
  const complaint = addressComplaint(text);
  const family = parseAddress(text)?.address.family;
  if (complaint !== undefined) inspection.refuse(field, `"${text}" ${complaint}`);
  else if (family !== addressType) {
    const message = `"${text}" is an ${family ?? ''} address, and the slice has addressType ${addressType}`;
    inspection.refuse(field, message, { path: inspection.relativePath(addresses) });
  } else {
    const problem = endpointComplaint(text);
    if (problem !== undefined) inspection.refuse(field, `"${text}" ${problem}`);
  }
}

/** A DNS name of two parts or more, perhaps with a final dot. */
function fullName(text: string): string | undefined {
  const name = text.replace(/\.$/, '');
  return (
    dnsSubdomain(name) ?? (name.includes('.') ? undefined : 'is no full name: it has no domain')
  );
}

function checkHints(
  inspection: Inspection,
  hints: Field,
  grammar: (text: string) => string | undefined,
): void {
  const list = hints.items();
  if (list.length > MOST_HINTS) {
    inspection.refuse(hints, `has ${list.length} hints; at most ${MOST_HINTS} are allowed`, {
      atKey: true,
    });
    return;
  }
  const seen = new Set<string>();
  for (const hint of list) {
    const name = hint.get('name');
    const text = textOf(name);
    if (text === undefined) continue;
    const complaint = grammar(text);
    if (complaint !== undefined) inspection.refuse(name, `"${text}" ${complaint}`);
    if (seen.has(text)) inspection.refuse(name, `"${text}" stands here twice`);
    seen.add(text);
  }
}

function checkSlicePorts(inspection: Inspection, ports: Field): void {
  const list = ports.items();
  if (list.length > MOST_PORTS) {
    inspection.refuse(ports, `has ${list.length} ports; at most ${MOST_PORTS} are allowed`, {
      atKey: true,
    });
    return;
  }
  const names = new Set<string>();
  for (const port of list) {
    const name = port.get('name');
    const text = textOf(name);
    checkText(inspection, name, dnsLabel);
    if (text !== undefined && names.has(text)) {
      const called = text === '' ? 'without a name' : `with the name "${text}"`;
      inspection.refuse(name, `a second port ${called}`);
    }
    if (text !== undefined) names.add(text);
    // Here the empty text is not the default (SURPRISES: sharpens S-407).
    checkEnum(inspection, port.get('protocol'), PROTOCOLS, { isPointer: true });
    checkText(inspection, port.get('appProtocol'), qualifiedName, { isPointer: true });
  }
}

/** S-412, recorded in 182. */
export function checkEndpoints(inspection: Inspection): void {
  for (const subset of inspection.resource.fields.get('subsets').items()) {
    const ready = subset.get('addresses');
    const notReady = subset.get('notReadyAddresses');
    if (ready.items().length === 0 && notReady.items().length === 0) {
      const path = inspection.relativePath(subset);
      const message = 'the subset has neither addresses nor notReadyAddresses';
      inspection.refuse(subset, message, { path, isAbsence: true });
    }
    for (const address of [...ready.items(), ...notReady.items()]) {
      checkEndpointAddress(inspection, address);
    }
    const ports = subset.get('ports').items();
    for (const port of ports) checkEndpointPort(inspection, port, ports.length > 1);
  }
}

function checkEndpointAddress(inspection: Inspection, address: Field): void {
  const field = address.get('ip');
  const text = textOf(field);
  if (text !== undefined) {
    const complaint = addressComplaint(text) ?? endpointComplaint(text);
    if (complaint !== undefined) {
      inspection.refuse(field, text === '' ? 'the address has no ip' : `"${text}" ${complaint}`, {
        isAbsence: !field.exists,
      });
    }
  }
  checkText(inspection, address.get('hostname'), dnsLabel);
  checkText(inspection, address.get('nodeName'), dnsSubdomain, { isPointer: true });
}

function checkEndpointPort(inspection: Inspection, port: Field, needsName: boolean): void {
  const name = port.get('name');
  if (needsName && textOf(name) === '') {
    const message = 'the port needs a name, because the subset has several';
    inspection.refuse(name, message, { isAbsence: !name.exists });
  } else checkText(inspection, name, dnsLabel);
  checkPortNumber(inspection, port.get('port'));
  checkEnum(inspection, port.get('protocol'), PROTOCOLS);
  checkText(inspection, port.get('appProtocol'), qualifiedName, { isPointer: true });
}
