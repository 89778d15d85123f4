import { parseArgs } from 'node:util';
import type { Arguments, Command } from './command.ts';

const COLOR = '--color';
const WHEN = new Set(['auto', 'always', 'never']);

/**
 * Reads the arguments of a command. What is wrong, and what asks for help, is left to commander, which
 * says it well and takes 6 ms to load.
 */
export async function readArguments(command: Command, argv: readonly string[]): Promise<Arguments> {
  const plain = spellOutColor(argv);
  const quick = readPlainly(command, plain);
  if (quick !== undefined) return quick;
  const { readWithCommander } = await import('./program.ts');
  return readWithCommander(command, plain);
}

/** `--color` alone means always, and takes the word behind it only where that says when. */
function spellOutColor(argv: readonly string[]): string[] {
  const plain: string[] = [];
  for (const [index, argument] of argv.entries()) {
    if (argument === '--') return [...plain, ...argv.slice(index)];
    if (argument === '--no-color') plain.push(`${COLOR}=never`);
    else if (argument === COLOR && !WHEN.has(argv[index + 1] ?? '')) plain.push(`${COLOR}=always`);
    else plain.push(argument);
  }
  return plain;
}

/** Undefined for anything that is not plainly right. */
function readPlainly(command: Command, argv: readonly string[]): Arguments | undefined {
  const { options } = command;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: command.positionals !== '',
      options: Object.fromEntries(
        Object.entries(options).map(([name, { value, isRepeatable = false }]) => [
          name,
          { type: value === undefined ? 'boolean' : 'string', multiple: isRepeatable },
        ]),
      ),
    });
    const checked: Record<string, string | true | undefined> = {};
    const lists: Record<string, readonly string[]> = {};
    for (const [name, option] of Object.entries(options)) {
      const value = values[name] ?? option.default;
      if (typeof value === 'string' && option.choices?.includes(value) === false) return undefined;
      if (typeof value === 'string' || value === true) checked[name] = value;
      if (Array.isArray(value)) lists[name] = value.filter((it) => typeof it === 'string');
    }
    return { values: checked, lists, positionals };
  } catch {
    // Whatever it was, commander meets it too and has the words for it.
    return undefined;
  }
}
