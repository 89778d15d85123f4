import type { Field } from '../parse/index.ts';
import { parseAddress } from './address.ts';
import { forbid } from './check.ts';
import { qualifiedName, wildcardDomain, dnsSubdomain } from './format.ts';
import type { Inspection } from './refusal.ts';
import { textOf } from './value.ts';

const WITHOUT_TLS = ['HTTP', 'TCP', 'UDP'];
const WITHOUT_HOSTNAME = ['TCP', 'UDP'];

/** S-626, recorded in 444 to 447. */
export function checkListeners(inspection: Inspection, spec: Field): void {
  const listeners = spec.get('listeners');
  const path = inspection.relativePath(listeners);
  const names = new Set<string>();
  const combinations = new Set<string>();
  for (const listener of listeners.items()) {
    checkListener(inspection, listener, path);
    const name = textOf(listener.get('name'));
    // Equal names are equal keys: the schema has said so, and stopped these rules.
    if (name !== undefined) names.add(name);
    const port = listener.get('port').value();
    if (port === undefined || port === null) continue;
    const combination = JSON.stringify([
      port,
      listener.get('protocol').value(),
      listener.get('hostname').value() ?? null,
    ]);
    if (combinations.has(combination)) {
      const message = 'a second listener with this port, protocol and hostname';
      inspection.refuse(listener.get('port'), message, { path });
    }
    combinations.add(combination);
  }
  checkAddresses(inspection, spec.get('addresses'));
  for (const name of ['labels', 'annotations']) {
    const map = spec.get('infrastructure').get(name);
    for (const { key } of map.entries()) {
      const complaint = qualifiedName(key.value);
      if (complaint === undefined) continue;
      inspection.refuseAt(key, `"${key.value}" ${complaint}`, {
        path: inspection.relativePath(map),
      });
    }
  }
}

function checkListener(inspection: Inspection, listener: Field, path: string): void {
  const protocol = textOf(listener.get('protocol'));
  if (protocol === undefined) return;
  const tls = listener.get('tls');
  const mode = tls.get('mode').exists ? textOf(tls.get('mode')) : 'Terminate';
  const hostname = listener.get('hostname');
  if (tls.exists && WITHOUT_TLS.includes(protocol)) {
    forbid(inspection, tls, `a listener of protocol ${protocol} has no tls`, { path });
  } else if (protocol === 'HTTPS' && tls.exists && mode !== undefined && mode !== 'Terminate') {
    const message = 'HTTPS ends at the Gateway: the mode of its tls must be Terminate';
    inspection.refuse(tls.get('mode'), message, { path });
  } else if (protocol === 'TLS' && !tls.exists) {
    const message = 'a listener of protocol TLS needs tls with a mode';
    inspection.refuse(listener.get('protocol'), message, { path, isAbsence: true });
  }
  if (hostname.exists && textOf(hostname) !== '' && WITHOUT_HOSTNAME.includes(protocol)) {
    forbid(inspection, hostname, `a listener of protocol ${protocol} has no hostname`, { path });
  }
  if (!tls.exists || mode !== 'Terminate') return;
  if (tls.get('certificateRefs').items().length > 0 || tls.get('options').entries().length > 0) {
    return;
  }
  const message = 'tls that ends here needs certificateRefs';
  inspection.refuse(tls, message, {
    path: inspection.relativePath(tls),
    isAbsence: true,
  });
}

function checkAddresses(inspection: Inspection, addresses: Field): void {
  const seen = new Set<string>();
  for (const address of addresses.items()) {
    const type = address.get('type').exists ? textOf(address.get('type')) : 'IPAddress';
    const value = address.get('value');
    const text = textOf(value);
    if (!value.exists || text === undefined || (type !== 'IPAddress' && type !== 'Hostname')) {
      continue;
    }
    const isLegal =
      type === 'IPAddress'
        ? parseAddress(text) !== undefined
        : (text.startsWith('*.') ? wildcardDomain(text) : dnsSubdomain(text)) === undefined;
    if (!isLegal) {
      const what = type === 'IPAddress' ? 'IP address' : 'host name';
      // The schema judges the form of addresses, a rule of the whole item that of names.
      const path = inspection.relativePath(type === 'IPAddress' ? value : address);
      inspection.refuse(value, `"${text}" is no ${what}`, { path });
    }
    if (seen.has(`${type} ${text}`)) {
      inspection.refuse(value, `"${text}" stands here twice`, {
        path: inspection.relativePath(addresses),
      });
    }
    seen.add(`${type} ${text}`);
  }
}
