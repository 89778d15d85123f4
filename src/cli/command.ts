import type { CommandIo } from './io.ts';

/** One option, as it is parsed, checked and shown by `--help`. */
export interface OptionDefinition {
  /** What the value is called in the help; absent for a switch. */
  readonly value?: string;
  /** All values there are, where they can be listed. */
  readonly choices?: readonly string[];
  /** What a shell offers for the value where it may be more than the choices. */
  readonly suggestions?: readonly string[];
  readonly default?: string;
  /** May be given several times; all its values are in `Arguments.lists`. */
  readonly isRepeatable?: true;
  readonly help: string;
}

export type OptionTable = Readonly<Record<string, OptionDefinition>>;

/** The values of options by name: a text, or true for a switch that is set. */
export interface Arguments {
  readonly values: Readonly<Record<string, string | true | undefined>>;
  /** The values of options that may be repeated, in the order of writing. */
  readonly lists: Readonly<Record<string, readonly string[] | undefined>>;
  readonly positionals: readonly string[];
}

/** A command: `commands/<name>.ts` exports one as `command`. */
export interface Command {
  /** Empty for linting, which is what happens without a command's name. */
  readonly name: string;
  readonly summary: string;
  /** Positional arguments as the help shows them, commander's notation: `<rule>`, `[paths...]`. */
  readonly positionals: string;
  readonly options: OptionTable;
  /** Shown at the end of the help. */
  readonly more?: string;
  /** Does the job and returns the exit code. Throws `UsageError` for what the caller got wrong. */
  readonly run: (args: Arguments, io: CommandIo) => Promise<number> | number;
}
