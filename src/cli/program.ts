import { Command as Program, CommanderError, Option } from 'commander';
import type { Arguments, Command, OptionDefinition } from './command.ts';
import { commands } from './commands/index.ts';
import { UsageError } from './usage-error.ts';

export const PROGRAM = 'k8s-svc-lint';
const HELP_WIDTH = 100;

/** The help of a command, as `--help` prints it. */
export function helpOf(command: Command): string {
  let text = '';
  const program = programOf(command).configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => HELP_WIDTH,
  });
  program.outputHelp();
  return text;
}

/** Reads arguments and throws a `UsageError` that says what was meant. */
export function readWithCommander(command: Command, argv: readonly string[]): Arguments {
  const program = programOf(command).exitOverride();
  program.configureOutput({ writeErr: () => undefined });
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new UsageError(inOneLine(error.message, command), { cause: error });
  }
  const given = Object.keys(command.options).map((name) => [name, valueOf(program, name)] as const);
  return {
    values: Object.fromEntries(
      given.map(([name, value]) => [
        name,
        typeof value === 'string' || value === true ? value : undefined,
      ]),
    ),
    lists: Object.fromEntries(
      given.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : undefined]),
    ),
    positionals: program.args,
  };
}

/** Commander keeps `--no-config` as `config: false`. */
function valueOf(program: Program, name: string): unknown {
  const [, denied] = /^no-(.*)/.exec(name) ?? [];
  const key = (denied ?? name).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const value: unknown = program.getOptionValue(key);
  return denied === undefined ? value : value === false;
}

function programOf(command: Command): Program {
  const name = command.name === '' ? PROGRAM : `${PROGRAM} ${command.name}`;
  const program = new Program(name)
    .description(command.summary)
    .allowExcessArguments(command.positionals.includes('...'))
    .helpOption('-h, --help', 'this text');
  if (command.positionals !== '') program.arguments(command.positionals);
  for (const [option, definition] of Object.entries(command.options)) {
    program.addOption(optionOf(option, definition));
  }
  if (command.name === '') program.addHelpText('after', `\n${commandList()}`);
  if (command.more !== undefined) program.addHelpText('after', `\n${command.more}`);
  return program;
}

function optionOf(name: string, { value, choices, help, ...rest }: OptionDefinition): Option {
  const option = new Option(value === undefined ? `--${name}` : `--${name} <${value}>`, help);
  if (rest.isRepeatable === true) {
    option.argParser((one: string, others: readonly string[] | undefined) => [
      ...(others ?? []),
      one,
    ]);
  }
  if (choices !== undefined) option.choices(choices);
  if (rest.default !== undefined) option.default(rest.default);
  return option;
}

function commandList(): string {
  const names = Object.keys(commands);
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const lines = names.map((name) => `  ${name.padEnd(width)}${commands[name]?.summary ?? ''}`);
  return `Commands (the first argument; a folder of that name is ./name):\n${lines.join('\n')}`;
}

/** Commander's `error: unknown option '--formt'⏎(Did you mean --format?)` as one sentence. */
function inOneLine(message: string, { name }: Command): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  const help = name === '' ? `${PROGRAM} --help` : `${PROGRAM} ${name} --help`;
  return text.includes('Did you mean') ? text : `${text} (${help})`;
}
