import { rules } from '../../../rules/index.ts';
import type { Command, OptionDefinition } from '../command.ts';

/** What may stand in a place of the command line: one of these words, a file, or anything. */
export interface Expected {
  readonly words: readonly string[];
  readonly isFile: boolean;
}

export interface CompletedOption {
  readonly name: string;
  readonly help: string;
  /** What its value is called; absent for a switch. */
  readonly value?: string;
  readonly isRepeatable?: true;
  readonly expected: Expected;
}

/** A command as the shells complete it. */
export interface CompletedCommand {
  /** Empty for linting. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly positionals: Expected;
}

const ANYTHING: Expected = { words: [], isFile: false };
const FILE: Expected = { words: [], isFile: true };
const HELP: CompletedOption = { name: 'help', help: 'how to use it', expected: ANYTHING };

/** Reads from the table that the help is made of what a shell can offer. */
export function completedCommand(command: Command, summary: string): CompletedCommand {
  const options = Object.entries(command.options).map(([name, option]) =>
    completedOption(name, option),
  );
  return {
    name: command.name,
    summary,
    options: [...options, HELP],
    positionals: expectedPositionals(command.positionals),
  };
}

function completedOption(name: string, option: OptionDefinition): CompletedOption {
  const { value, choices, suggestions, isRepeatable, help } = option;
  if (value === undefined) return { name, help, expected: ANYTHING };
  const words = choices ?? suggestions;
  const expected = words === undefined ? expectedFor(value) : { words, isFile: false };
  return { name, help, value, ...(isRepeatable && { isRepeatable }), expected };
}

/** `<rule>`, `<bash|zsh|fish>`, `<name> [paths...]` and so on, as the help shows them. */
function expectedPositionals(notation: string): Expected {
  const [, first = ''] = /^[<[](.+?)(?:\.\.\.)?[>\]]/.exec(notation) ?? [];
  if (first.includes('|')) return { words: first.split('|'), isFile: false };
  if (first === 'rule') return expectedFor('rule');
  return notation === '' ? ANYTHING : FILE;
}

function expectedFor(value: string): Expected {
  if (/^(?:rule|id)\b/.test(value)) return { words: rules.map(({ id }) => id), isFile: false };
  return /^(?:file|folder|path)\b/.test(value) ? FILE : ANYTHING;
}

/** The text as one word of a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
