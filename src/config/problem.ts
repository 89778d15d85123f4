import type { Located } from '../parse/index.ts';

/** What is wrong with a configuration: told line by line, without a stack. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';

  /** Each line says one thing, and where: see `problemLine`. */
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }

  static at(place: Located<unknown>, message: string): ConfigProblem {
    return new ConfigProblem([problemLine(place, message)]);
  }
}

/** By name: the configuration is bundled apart from the frame that catches what it throws. */
export function isConfigProblem(error: unknown): error is ConfigProblem {
  return error instanceof Error && error.name === 'ConfigProblem';
}

/** In the form of a finding, so that a problem matcher leads to it. */
export function problemLine({ document, range }: Located<unknown>, message: string): string {
  const { start, end } = range;
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${document.file.path}:${place}: error: ${message} [configuration]`;
}

const MOST_SHOWN = 60;

/** A text as messages show it: in quotes, on one line, not endless. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
}

/** `a, b or c`. */
export function listed(names: readonly string[], word: 'and' | 'or' = 'or'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}
