import type { Container, Workload } from '../model/index.ts';
import { isPlaceholder, type Field, type Located } from '../parse/index.ts';

/** A place where a container itself says on which port it listens. */
export interface ListeningEvidence {
  /** `readinessProbe`, `variable PORT`, `argument --port`. */
  readonly description: string;
  readonly at: Located<unknown>;
}

const PORT_ARGUMENT = /^--?(?:(?:http|server|listen|serve)-?)?port(?:[= ](.*))?$/;

/** Where the container confirms that it listens on `port`. */
export function confirmPort(
  container: Container,
  port: number,
  name: string | undefined,
): ListeningEvidence | undefined {
  const probe = container.probes.find((it) => it.port.value === port || it.port.value === name);
  if (probe !== undefined) return { description: probe.field, at: probe.port };
  return confirmByWords(container, port);
}

function confirmByWords({ fields }: Container, port: number): ListeningEvidence | undefined {
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

/** The port on which a variable or an argument of the container tells it to listen. */
export function findStatedPort(
  container: Container,
): (ListeningEvidence & { port: number }) | undefined {
  const { fields } = container;
  const texts = [
    ...fields
      .get('env')
      .items()
      .flatMap((variable) => variable.get('value').text() ?? []),
    ...wordsOf(fields),
  ];
  for (const { value } of texts) {
    const port = Number(/^(?:--?[a-z-]+=)?([0-9]{2,5})$/.exec(value)?.[1]);
    const stated = Number.isNaN(port) ? undefined : confirmByWords(container, port);
    if (stated !== undefined) return { ...stated, port };
  }
  return undefined;
}

/** A word that the container is started with, or the value of a variable, that names the number. */
export function findMention({ fields }: Container, number: number): ListeningEvidence | undefined {
  const digits = digitsOf(number);
  const word = wordsOf(fields).find(({ value }) => digits.test(value));
  if (word !== undefined) return { description: `argument ${word.value}`, at: word };
  for (const variable of fields.get('env').items()) {
    const value = variable.get('value').text();
    if (value === undefined || !digits.test(value.value)) continue;
    return { description: `variable ${variable.get('name').text()?.value ?? ''}`, at: value };
  }
  return undefined;
}

/** `cart:80` is what a program dials, and not what it listens on; `0.0.0.0:80` and `tcp:80` may be. */
const DIALLED =
  /(?<![\w.-])(?!(?:localhost|port|listen|addr|address|bind|https?|tcp|udp):)[a-z][\w.-]*:[0-9]+/gi;

/** Whether anything that the container is started with may make it listen on `number` as well. */
export function mentionsPort({ template }: Workload, number: number): boolean {
  const digits = digitsOf(number);
  const isTelling = (text: string): boolean =>
    digits.test(text.replace(DIALLED, '')) || isPlaceholder(text);
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

/** The number, and not as a part of a longer one. */
export function digitsOf(number: number): RegExp {
  return new RegExp(`(?<![0-9])${number}(?![0-9])`);
}
