import type { Container, ContainerPort, Probe, Workload } from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import { BESIDES } from './contradiction.ts';
import { findMention, mentionsPort, type ListeningEvidence } from './listening.ts';
import type { PortTarget } from './port-target.ts';

/** A port to which a Service leads as it is declared, in a container that shows itself on another. */
export interface Misdeclaration {
  readonly workload: Workload;
  readonly declared: Located<number>;
  readonly actual: number;
  /** A word or value of the container that names the actual port. */
  readonly evidence: ListeningEvidence;
  readonly probe: Probe;
}

/**
 * A container that declares one port, which nothing else in it speaks of, while all its probes dial
 * another one that its arguments or variables name.
 */
export function findMisdeclaration({
  port,
  target,
  workloads,
}: PortTarget): Misdeclaration | undefined {
  for (const workload of workloads) {
    for (const container of workload.template.containers) {
      const declared = onlyPort(container, port.protocol.value);
      const isMeant = [declared?.name?.value, declared?.containerPort?.value].includes(
        target.value,
      );
      if (!isMeant || declared?.containerPort === undefined) continue;
      const found = misdeclare(workload, container, declared.containerPort);
      if (found !== undefined && !BESIDES.test(declared.name?.value ?? '')) return found;
    }
  }
  return undefined;
}

/** The one port that a container declares of a protocol; undefined where it declares several. */
function onlyPort({ ports }: Container, protocol: string): ContainerPort | undefined {
  const first = ports.findIndex((it) => it.protocol.value === protocol);
  const isAlone = !ports.some((it, at) => at > first && it.protocol.value === protocol);
  return isAlone ? ports[first] : undefined;
}

function misdeclare(
  workload: Workload,
  container: Container,
  declared: Located<number>,
): Misdeclaration | undefined {
  const [probe, ...others] = container.probes;
  const actual = probe?.port.value;
  if (probe === undefined || typeof actual !== 'number' || actual === declared.value) {
    return undefined;
  }
  if (others.some(({ port }) => port.value !== actual)) return undefined;
  if (workload.template.ports.numbered(actual).length > 0) return undefined;
  if (mentionsPort(workload, declared.value)) return undefined;
  const evidence = findMention(container, actual);
  return evidence && { workload, declared, actual, evidence, probe };
}
