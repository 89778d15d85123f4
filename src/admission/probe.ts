import type { Field } from '../parse/index.ts';
import { checkEnum, checkNotNegative, checkPort, checkPortNumber, forbid } from './check.ts';
import type { Inspection } from './refusal.ts';
import { numberOf, textOf } from './value.ts';

export type ProbeField = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

const NUMBERS = [
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds'],
  ...['successThreshold', 'failureThreshold'],
];

/** S-803 to S-807, recorded in 271 to 279. */
export function checkProbe(inspection: Inspection, probe: Field, name: ProbeField): void {
  checkHandler(inspection, probe, ['exec', 'httpGet', 'tcpSocket', 'grpc']);
  for (const number of NUMBERS) checkNotNegative(inspection, probe.get(number));
  const threshold = probe.get('successThreshold');
  const successes = numberOf(threshold);
  if (name !== 'readinessProbe' && successes !== undefined && successes > 1) {
    inspection.refuse(threshold, `successThreshold of a ${name} must be 1, not ${successes}`);
  }
  const grace = probe.get('terminationGracePeriodSeconds');
  const seconds = numberOf(grace);
  if (!grace.exists || seconds === undefined) return;
  if (name === 'readinessProbe') {
    const message =
      'a readinessProbe ends no container: terminationGracePeriodSeconds has no place in it';
    forbid(inspection, grace, message);
  } else if (seconds <= 0) inspection.refuse(grace, `${seconds} must be more than 0`);
}

/** Exactly one of the ways to ask. */
export function checkHandler(
  inspection: Inspection,
  handler: Field,
  kinds: readonly string[],
): void {
  if (handler.shape !== 'mapping') return;
  const [first, ...others] = kinds.filter((kind) => handler.get(kind).exists);
  if (first === undefined) {
    const message = `names no way to ask: ${kinds.join(', ')}`;
    inspection.refuse(handler, message, { isAbsence: true });
    return;
  }
  for (const other of others) {
    const message = `${other} stands beside ${first}; there may be one way to ask`;
    forbid(inspection, handler.get(other), message);
  }
  const action = handler.get(first);
  if (first === 'exec') checkCommand(inspection, action);
  else if (first === 'httpGet') checkHttp(inspection, action);
  else if (first === 'tcpSocket') checkPort(inspection, action.get('port'));
  else if (first === 'grpc') checkPortNumber(inspection, action.get('port'));
}

function checkCommand(inspection: Inspection, action: Field): void {
  const command = action.get('command');
  if (command.items().length > 0) return;
  if (command.exists && command.shape !== 'sequence') return;
  inspection.refuse(command, 'exec has no command', { isAbsence: !command.exists });
}

const HEADER_NAME = /^[-A-Za-z0-9]+$/;

function checkHttp(inspection: Inspection, action: Field): void {
  checkPort(inspection, action.get('port'));
  checkEnum(inspection, action.get('scheme'), ['HTTP', 'HTTPS']);
  const headers = action.get('httpHeaders');
  for (const header of headers.items()) {
    const name = textOf(header.get('name'));
    if (name === undefined || HEADER_NAME.test(name)) continue;
    const message = `"${name}" is no name of a header: letters, digits and "-"`;
    inspection.refuse(header.get('name'), message, { path: inspection.relativePath(headers) });
  }
}
