import { isConfigProblem } from '../config/problem.ts';
import { readArguments } from './arguments.ts';
import { commandNamed } from './commands/index.ts';
import { EXIT } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import { isUsageError } from './usage-error.ts';

const HELP = new Set(['--help', '-h']);
const VERSION = new Set(['--version', '-v']);

/** Runs the command line and returns the exit code: 0 clean, 1 findings, 2 could not do the job. */
export async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await run(argv, io);
  } catch (error) {
    if (isConfigProblem(error)) io.stderr.write(`${error.message}\n`);
    else if (isUsageError(error)) io.stderr.write(`k8s-svc-lint: ${error.message}\n`);
    else throw error;
    return EXIT.failed;
  }
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const [first = ''] = argv;
  const named = commandNamed(first);
  const rest = named === undefined ? argv : argv.slice(1);
  const options = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length);
  if (options.some((it) => VERSION.has(it))) {
    const { version } = await import('./version.ts');
    io.stdout.write(`${version}\n`);
    return EXIT.clean;
  }
  const load = named?.load ?? (async () => (await import('./commands/lint.ts')).command);
  const command = await load();
  const asksForHelp = first === 'help' || options.some((it) => HELP.has(it));
  // Nothing was looked at, so a pipeline whose variable is empty must not pass.
  const isEmpty = argv.length === 0;
  if (asksForHelp || isEmpty) {
    const { helpOf } = await import('./program.ts');
    (isEmpty ? io.stderr : io.stdout).write(helpOf(command));
    return isEmpty ? EXIT.failed : EXIT.clean;
  }
  return command.run(await readArguments(command, rest), io);
}
