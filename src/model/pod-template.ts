import type {
  Container as ContainerFields,
  ContainerPort as ContainerPortFields,
  PodSpec,
  PodTemplateSpec,
  Probe as ProbeFields,
} from 'kubernetes-types/core/v1.js';
import type { Field, Located } from '../parse/index.ts';
import { readLabels, type Labels } from './labels.ts';
import { PodPorts } from './pod-ports.ts';

export interface ContainerPort {
  readonly name: Located<string> | undefined;
  readonly containerPort: Located<number> | undefined;
  readonly protocol: Located<string>;
  readonly at: Located<unknown>;
}

/** A probe or hook handler that dials a port of its own container. */
export interface Probe {
  readonly field: 'livenessProbe' | 'readinessProbe' | 'startupProbe' | 'postStart' | 'preStop';
  readonly handler: 'httpGet' | 'tcpSocket' | 'grpc';
  readonly port: Located<number | string>;
}

/** Which of a Pod's containers: sidecars are init containers that restart always (S-232). */
export type ContainerRole = 'main' | 'sidecar' | 'init';

export interface Container {
  readonly name: Located<string>;
  readonly role: ContainerRole;
  readonly ports: readonly ContainerPort[];
  readonly probes: readonly Probe[];
  readonly fields: Field<ContainerFields>;
}

/** What Pods are made from, or a bare Pod itself. */
export interface PodTemplate {
  readonly labels: Labels;
  /** The place of `labels`, or of what should hold it. */
  readonly labelsAt: Located<unknown>;
  readonly annotations: Labels;
  /** In the order in which named ports are looked up: containers, then sidecars, then init (S-230). */
  readonly containers: readonly Container[];
  readonly ports: PodPorts;
  readonly hostNetwork: boolean;
  readonly hostname: Located<string> | undefined;
  readonly subdomain: Located<string> | undefined;
  readonly fields: Field<PodTemplateSpec>;
}

export function readPodTemplate(fields: Field<PodTemplateSpec>): PodTemplate {
  const metadata = fields.get('metadata');
  const spec = fields.get('spec') as Field<PodSpec>;
  const init = spec
    .get('initContainers')
    .items()
    .map((container) =>
      readContainer(
        container,
        (container as Field).get('restartPolicy').value() === 'Always' ? 'sidecar' : 'init',
      ),
    );
  const containers = [
    ...spec
      .get('containers')
      .items()
      .map((container) => readContainer(container, 'main')),
    ...init.filter(({ role }) => role === 'sidecar'),
    ...init.filter(({ role }) => role === 'init'),
  ];
  return {
    labels: readLabels(metadata.get('labels')),
    labelsAt: metadata.get('labels').anchor(),
    annotations: readLabels(metadata.get('annotations')),
    containers,
    ports: new PodPorts(containers),
    hostNetwork: spec.get('hostNetwork').value() === true,
    hostname: spec.get('hostname').string(),
    subdomain: spec.get('subdomain').string(),
    fields,
  };
}

function readContainer(fields: Field<ContainerFields>, role: ContainerRole): Container {
  const name = fields.get('name').text() ?? fields.get('name').located('');
  return {
    name,
    role,
    ports: fields.get('ports').items().map(readContainerPort),
    probes: readProbes(fields),
    fields,
  };
}

function readContainerPort(field: Field<ContainerPortFields>): ContainerPort {
  const protocol = field.get('protocol').string();
  return {
    name: field.get('name').text(),
    containerPort: field.get('containerPort').number(),
    protocol:
      protocol === undefined || protocol.value === ''
        ? field.get('protocol').located('TCP')
        : protocol,
    at: field.anchor(),
  };
}

function readProbes(fields: Field<ContainerFields>): Probe[] {
  const probes: Probe[] = [];
  const add = (
    field: Probe['field'],
    handler: Probe['handler'],
    port: Field<number | string | undefined>,
  ): void => {
    const value = port.intOrString();
    if (value !== undefined) probes.push({ field, handler, port: value });
  };
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = fields.get(name) as Field<ProbeFields>;
    if (!probe.exists) continue;
    add(name, 'httpGet', probe.get('httpGet').get('port'));
    add(name, 'tcpSocket', probe.get('tcpSocket').get('port'));
    add(name, 'grpc', probe.get('grpc').get('port'));
  }
  const lifecycle = fields.get('lifecycle');
  if (lifecycle.exists) {
    for (const name of ['postStart', 'preStop'] as const) {
      add(name, 'httpGet', lifecycle.get(name).get('httpGet').get('port'));
      add(name, 'tcpSocket', lifecycle.get(name).get('tcpSocket').get('port'));
    }
  }
  return probes;
}

/**
 * The port that a named port of a Service means: first match in declaration order, name and protocol
 * both equal, plain init containers never (S-230 to S-233).
 */
export function findNamedPort(
  { ports }: PodTemplate,
  name: string,
  protocol: string,
): ContainerPort | undefined {
  return ports.targeted(name, protocol);
}

/** All ports that Pods of this template serve. */
export function servedPorts({ ports }: PodTemplate): readonly ContainerPort[] {
  return ports.all;
}

/** More than a reader takes in. */
const MOST_DESCRIBED = 10;

/** `http (8080), 9090 without a name`: what Pods of this template declare, as a sentence shows it. */
export function describeServedPorts({ ports: { all } }: PodTemplate): string {
  if (all.length === 0) return 'no ports';
  const ports = new Set(all.slice(0, MOST_DESCRIBED).map(describeContainerPort));
  const more = all.length - MOST_DESCRIBED;
  return [...ports, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

export function describeContainerPort({ name, containerPort, protocol }: ContainerPort): string {
  const number = containerPort === undefined ? '?' : String(containerPort.value);
  const suffix = protocol.value === 'TCP' ? '' : `/${protocol.value}`;
  return name === undefined
    ? `${number}${suffix} without a name`
    : `${name.value} (${number}${suffix})`;
}
