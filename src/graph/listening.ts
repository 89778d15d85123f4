import { servedPorts, type Container, type Workload } from '../model/index.ts';
import { isPlaceholder, type Field, type Located } from '../parse/index.ts';
import type { PortTarget } from './port-target.ts';

/** A place where a container itself says on which port it listens. */
export interface ListeningEvidence {
  /** `readinessProbe`, `variable PORT`, `argument --port`. */
  readonly description: string;
  readonly at: Located<unknown>;
}

/** Pods that declare one port and show that they mean it, while a Service targets another. */
export interface Contradiction {
  readonly workload: Workload;
  readonly declared: Located<number>;
  readonly evidence: ListeningEvidence;
}

/**
 * Declaring a port is optional, so an undeclared one proves nothing (S-220). It does where each
 * workload has one container with one declared port, something in it confirms that port, and
 * nothing anywhere in it mentions the targeted number.
 */
export function findContradiction({
  service,
  port,
  target,
  workloads,
}: PortTarget): Contradiction | undefined {
  const number = target.value;
  if (typeof number !== 'number') return undefined;
  // With several ports, or one for metrics, more is listened on than is declared.
  if (service.ports.length > 1 || BESIDES.test(port.name?.value ?? '')) return undefined;
  const found = workloads.map((it) => contradict(it, number, port.protocol.value));
  return found.every((it) => it !== undefined) ? found[0] : undefined;
}

/** Names of ports that stand beside the one that a program is there for. */
const BESIDES = /metric|prom|monitor|health|prob|ready|live|status|admin|debug|prof|webhook/;

function contradict(
  workload: Workload,
  target: number,
  protocol: string,
): Contradiction | undefined {
  const { template } = workload;
  const [container, ...others] = template.containers.filter(({ role }) => role !== 'init');
  const [declared, ...more] = servedPorts(template);
  if (container === undefined || others.length > 0 || more.length > 0) return undefined;
  if (declared?.containerPort === undefined || declared.protocol.value !== protocol) {
    return undefined;
  }
  if (BESIDES.test(declared.name?.value ?? '')) return undefined;
  if (declared.containerPort.value === target || mentions(workload, target)) return undefined;
  const evidence = confirm(container, declared.containerPort.value, declared.name?.value);
  return evidence && { workload, declared: declared.containerPort, evidence };
}

const PORT_ARGUMENT = /^--?(?:(?:http|server|listen|serve)-?)?port(?:[= ](.*))?$/;

/** Where the container confirms that it listens on `port`. */
function confirm(
  { probes, fields }: Container,
  port: number,
  name: string | undefined,
): ListeningEvidence | undefined {
  const probe = probes.find((it) => it.port.value === port || it.port.value === name);
  if (probe !== undefined) return { description: probe.field, at: probe.port };
  for (const variable of fields.get('env').items()) {
    const key = variable.get('name').text();
    const value = variable.get('value').text();
    // MYSQL_PORT and the like are where it dials, not where it listens.
    if (key === undefined || value?.value !== String(port)) continue;
    if (key.value === 'PORT' || /^(?:LISTEN|HTTP|SERVER)_PORT$/.test(key.value)) {
      return { description: `variable ${key.value}`, at: value };
    }
  }
  const words = wordsOf(fields);
  for (const [index, word] of words.entries()) {
    const match = PORT_ARGUMENT.exec(word.value);
    const value = match?.[1] ?? words[index + 1]?.value;
    if (match === null || value !== String(port)) continue;
    return { description: `argument ${word.value.replace(/[= ].*/, '')}`, at: word };
  }
  return undefined;
}

function wordsOf(fields: Container['fields']): Located<string>[] {
  return [...fields.get('command').items(), ...fields.get('args').items()].flatMap(
    (word: Field) => word.text() ?? [],
  );
}

/** Whether anything that the container is started with may make it listen on `number` as well. */
function mentions({ template }: Workload, number: number): boolean {
  const digits = new RegExp(`(?<![0-9])${number}(?![0-9])`);
  const isTelling = (text: string): boolean => digits.test(text) || isPlaceholder(text);
  const annotations = [...template.annotations.values()].map(({ value }) => value.value);
  const started = template.containers.flatMap(({ fields, probes }) => [
    ...wordsOf(fields).map(({ value }) => value),
    ...fields
      .get('env')
      .items()
      .map((variable) => variable.get('value').text()?.value ?? ''),
    ...probes.map(({ port }) => String(port.value)),
  ]);
  return annotations.some((it) => digits.test(it)) || started.some(isTelling);
}
