import {
  findNamedPort,
  servicePortName,
  type ContainerPort,
  type Service,
  type ServicePort,
  type Workload,
} from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import {
  confirmPort,
  digitsOf,
  findStatedPort,
  mentionsPort,
  type ListeningEvidence,
} from './listening.ts';
import type { PortTarget } from './port-target.ts';

/** Pods that declare one port for what a Service sends to another, or are told to listen on it. */
export interface Contradiction {
  readonly workload: Workload;
  /** The port on which the Pods listen, as far as they say it. */
  readonly declared: Located<number>;
  /** Whether it stands in a list of ports; otherwise it is what the container is told. */
  readonly isDeclared: boolean;
  /** The name that both ends give the port, where that tells that the same one is meant. */
  readonly namesake: Located<string> | undefined;
  /** Where the container itself says that it listens on the declared port. */
  readonly evidence: ListeningEvidence | undefined;
}

/** What has to be known beside a port and its workloads. */
export interface PortSurroundings {
  readonly servicesOf: (workload: Workload) => readonly Service[];
  /** Texts of the ConfigMaps that the Pods read; undefined where one is mounted and not in view. */
  readonly configOf: (workload: Workload) => readonly string[] | undefined;
}

/**
 * Declaring a port is optional, so an undeclared one proves nothing (S-220). It does where nothing
 * about the Pods mentions the targeted number, and one declared port is evidently the one that is
 * meant: it bears the name of the Service's port, it is the only one to which nothing leads, or the
 * only one at all where the Service leads to 80 or 443 for want of a targetPort.
 */
export function findContradiction(
  target: PortTarget,
  around: PortSurroundings,
): Contradiction | undefined {
  const number = target.target.value;
  if (typeof number !== 'number') return undefined;
  let first: Contradiction | undefined;
  for (const workload of target.workloads) {
    const contradiction = contradict(target, number, workload, around);
    if (contradiction === undefined) return undefined;
    first ??= contradiction;
  }
  return first;
}

function contradict(
  { service, port }: PortTarget,
  number: number,
  workload: Workload,
  around: PortSurroundings,
): Contradiction | undefined {
  const { ports } = workload.template;
  if (ports.all.length === 0) return contradictStated(number, workload, around);
  if (ports.numbered(number).length > 0) return undefined;
  const namesake = ports.all.find((it) => isNamesake(it, port));
  const meant =
    namesake ?? findLeftOver(service, port, workload, around) ?? findOnly(port, number, workload);
  if (meant?.containerPort === undefined || mentionsPort(workload, number)) return undefined;
  const declared = meant.containerPort;
  const owner = workload.template.containers.find(({ ports: own }) => own.includes(meant));
  const evidence = owner && confirmPort(owner, declared.value, meant.name?.value);
  const config = around.configOf(workload);
  if (config === undefined && evidence === undefined) return undefined;
  if (config?.some((text) => digitsOf(number).test(text)) === true) return undefined;
  return { workload, declared, isDeclared: true, namesake: namesake?.name, evidence };
}

/** Of Pods that declare nothing: what their only container is told, and its probes agree with. */
function contradictStated(
  number: number,
  workload: Workload,
  around: PortSurroundings,
): Contradiction | undefined {
  const [container, another] = workload.template.containers.filter(({ role }) => role !== 'init');
  if (container === undefined || another !== undefined) return undefined;
  const stated = findStatedPort(container);
  if (stated === undefined || mentionsPort(workload, number)) return undefined;
  const { port, ...evidence } = stated;
  if (container.probes.some((it) => it.port.value !== port)) return undefined;
  if (around.configOf(workload)?.some((text) => digitsOf(number).test(text)) !== false)
    return undefined;
  const declared = evidence.at.with(port);
  return { workload, declared, isDeclared: false, namesake: undefined, evidence };
}

/** `http-metrics` of a Service is `metrics` of its Pods: some write the protocol before the name. */
const PROTOCOL = /^(?:https?|http2|grpc|tcp|udp)-(?=.)/;

function isNamesake({ name, protocol }: ContainerPort, port: ServicePort): boolean {
  const own = servicePortName(port).replace(PROTOCOL, '');
  return (
    own !== '' &&
    name?.value.replace(PROTOCOL, '') === own &&
    protocol.value === port.protocol.value
  );
}

/** Names of ports, and of Services for them, beside the one that a program is there for. */
export const BESIDES = /metric|prom|monitor|health|prob|ready|live|status|admin|debug|prof|webhook/;

/**
 * The declared port to which no Service leads, where there is one such port, and one such target. A
 * container that declares nothing may listen on anything.
 */
function findLeftOver(
  service: Service,
  { name, protocol }: ServicePort,
  workload: Workload,
  { servicesOf }: PortSurroundings,
): ContainerPort | undefined {
  const { containers, ports } = workload.template;
  if (BESIDES.test(`${service.resource.name.value} ${name?.value ?? ''}`)) return undefined;
  if (containers.some(({ role, ports }) => role !== 'init' && ports.length === 0)) return undefined;
  const astray = numbersLedTo(service, workload).filter((it) => ports.numbered(it).length === 0);
  if (new Set(astray).size > 1) return undefined;
  const reached = servicesOf(workload).flatMap((it) => numbersLedTo(it, workload));
  const left = ports.all.filter(
    (it) =>
      it.protocol.value === protocol.value &&
      it.containerPort !== undefined &&
      !reached.includes(it.containerPort.value) &&
      !BESIDES.test(it.name?.value ?? ''),
  );
  const [only] = left;
  return left.every((it) => it.containerPort?.value === only?.containerPort?.value)
    ? only
    : undefined;
}

/** Ports that clients are offered, and on which few programs in a container listen. */
const FOR_CLIENTS = new Set([80, 443]);

/** The only declared port, where a Service offers its clients the usual one and states no target. */
function findOnly(
  { writesTargetPort, protocol }: ServicePort,
  number: number,
  { template: { ports, containers } }: Workload,
): ContainerPort | undefined {
  if (writesTargetPort || !FOR_CLIENTS.has(number)) return undefined;
  if (containers.some(({ role, ports: own }) => role !== 'init' && own.length === 0))
    return undefined;
  const [only, another] = ports.all;
  return another === undefined && only?.protocol.value === protocol.value ? only : undefined;
}

/** The numbers to which a Service's ports lead on a workload's Pods. */
function numbersLedTo({ ports }: Service, { template }: Workload): number[] {
  return ports.flatMap(({ targetPort, protocol }) => {
    const target = targetPort?.value;
    if (typeof target === 'number') return [target];
    if (target === undefined) return [];
    return findNamedPort(template, target, protocol.value)?.containerPort?.value ?? [];
  });
}
