import type { Field } from '../parse/index.ts';
import { checkEnum, checkPortNumber, forbid, PROTOCOLS, requireText } from './check.ts';
import { dnsLabel, portName } from './format.ts';
import { checkHandler, checkProbe, type ProbeField } from './probe.ts';
import type { Inspection } from './refusal.ts';
import { numberOf, textOf } from './value.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** What the containers of one Pod share. */
export interface ContainerContext {
  readonly inspection: Inspection;
  /** Names given so far, over all lists of containers. */
  readonly names: Set<string>;
  /** `TCP//8080` of host ports given so far; each init container has its own. */
  readonly hostPorts: Set<string>;
  readonly hostNetwork: boolean;
  /** A bare Pod, whose host ports default to the container's in the host network (S-226). */
  readonly isPod: boolean;
}

export function checkContainer(context: ContainerContext, container: Field): void {
  checkCommon(context, container);
  checkProbes(context.inspection, container);
  checkRestartPolicy(context.inspection, container);
}

/** Probes and hooks are for sidecars: init containers that restart always (S-806). */
export function checkInitContainer(context: ContainerContext, container: Field): void {
  const { inspection } = context;
  checkCommon({ ...context, hostPorts: new Set() }, container);
  checkRestartPolicy(inspection, container);
  const policy = textOf(container.get('restartPolicy'));
  if (policy === undefined) return;
  if (policy === 'Always') {
    checkProbes(inspection, container);
    return;
  }
  for (const name of ['lifecycle', ...PROBES]) {
    const field = container.get(name);
    if (!field.exists) continue;
    const message = `${name} has no place in an init container, which runs once; with restartPolicy Always it would be a sidecar`;
    forbid(inspection, field, message);
  }
}

function checkRestartPolicy(inspection: Inspection, container: Field): void {
  const legal = ['Always', 'Never', 'OnFailure'];
  checkEnum(inspection, container.get('restartPolicy'), legal, { isPointer: true });
}

function checkCommon(context: ContainerContext, container: Field): void {
  const { inspection, names } = context;
  const name = container.get('name');
  requireText(inspection, name, 'the name of the container', dnsLabel);
  const text = textOf(name);
  if (text !== undefined && text !== '') {
    if (names.has(text)) inspection.refuse(name, `a second container with the name "${text}"`);
    names.add(text);
  }
  const image = container.get('image');
  if (textOf(image) === '') {
    const message = `container "${text ?? ''}" has no image; unless something fills it in, the API server refuses it`;
    inspection.refuse(image, message, { code: 'image-missing', isAbsence: !image.exists });
  }
  checkEnum(inspection, container.get('imagePullPolicy'), ['Always', 'IfNotPresent', 'Never']);
  checkEnum(inspection, container.get('terminationMessagePolicy'), [
    'File',
    'FallbackToLogsOnError',
  ]);
  checkContainerPorts(context, container);
  for (const variable of container.get('env').items()) checkVariable(inspection, variable);
}

/** S-220 to S-226. */
function checkContainerPorts(context: ContainerContext, container: Field): void {
  const { inspection } = context;
  const names = new Set<string>();
  for (const port of container.get('ports').items()) {
    const name = port.get('name');
    const text = textOf(name);
    if (text !== undefined && text !== '') {
      const complaint = portName(text);
      if (complaint !== undefined) {
        inspection.refuse(name, `"${text}" is no port name: it ${complaint}`);
      } else if (names.has(text)) {
        const message = `a second port with the name "${text}" in this container`;
        inspection.refuse(name, message);
      }
      names.add(text);
    }
    checkPortNumber(inspection, port.get('containerPort'));
    checkEnum(inspection, port.get('protocol'), PROTOCOLS);
    checkHostPort(context, port);
  }
}

function checkHostPort(context: ContainerContext, port: Field): void {
  const { inspection, hostPorts, hostNetwork, isPod } = context;
  const field = port.get('hostPort');
  const containerPort = numberOf(port.get('containerPort'));
  const written = numberOf(field);
  const number = written === 0 && hostNetwork && isPod ? containerPort : written;
  if (number === undefined || number === 0) return;
  if (written !== 0) checkPortNumber(inspection, field);
  if (hostNetwork && containerPort !== undefined && number !== containerPort) {
    const message = `with hostNetwork, hostPort ${number} must equal containerPort ${containerPort}`;
    inspection.refuse(field, message);
  }
  const protocol = textOf(port.get('protocol'));
  const address = textOf(port.get('hostIP'));
  if (protocol === undefined || address === undefined) return;
  const identity = `${protocol === '' ? 'TCP' : protocol}/${address}/${number}`;
  if (hostPorts.has(identity)) {
    const message = `host port ${number} is taken by another port of this Pod`;
    const path = inspection.relativePath(field);
    inspection.refuse(field.exists ? field : port.get('containerPort'), message, { path });
  }
  hostPorts.add(identity);
}

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

function checkVariable(inspection: Inspection, variable: Field): void {
  requireText(inspection, variable.get('name'), 'the name of the variable', (text) =>
    /^[ -<>-~]+$/.test(text) ? undefined : 'may have printable ASCII characters other than "="',
  );
  const source = variable.get('valueFrom');
  if (!source.exists || source.shape !== 'mapping') return;
  const given = SOURCES.filter((name) => source.get(name).exists);
  if (given.length === 0) {
    const message = `valueFrom needs one of ${SOURCES.join(', ')}`;
    inspection.refuse(source, message, { isAbsence: true });
  } else if (variable.get('value').exists && textOf(variable.get('value')) !== '') {
    forbid(inspection, source, 'a variable has value or valueFrom, not both');
  } else if (given.length > 1) {
    forbid(inspection, source, `valueFrom may have one source; it has ${given.join(' and ')}`);
  }
}

function checkProbes(inspection: Inspection, container: Field): void {
  for (const name of PROBES) {
    const probe = container.get(name);
    if (probe.exists) checkProbe(inspection, probe, name satisfies ProbeField);
  }
  const lifecycle = container.get('lifecycle');
  for (const name of ['postStart', 'preStop']) {
    const hook = lifecycle.get(name);
    if (hook.exists) checkHandler(inspection, hook, ['exec', 'httpGet', 'tcpSocket', 'sleep']);
  }
}
