import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vscodeTasks } from '../../report/problem-matcher.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { explainWriteError, writeWholeFile } from '../output-file.ts';
import { UsageError } from '../usage-error.ts';
import { appendElement, parseJsonc } from './jsonc.ts';

const FILE = '.vscode/tasks.json';
const [TASK] = vscodeTasks.tasks;

/**
 * Gives the folder a task that lints in VS Code. What stands in `.vscode/tasks.json` stays as it is;
 * where the task cannot be added to it, prints what to add, and the exit code is 2.
 */
export async function addVscodeTask(io: CommandIo): Promise<number> {
  try {
    return await addTask(io);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(`${FILE}: ${explainWriteError(error)}`, { cause: error });
  }
}

async function addTask(io: CommandIo): Promise<number> {
  const path = join(io.cwd, FILE);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (before !== undefined && hasTask(before)) {
    io.stdout.write(`${FILE} has a task "${TASK.label}" already, which stays as it is\n`);
    return EXIT.clean;
  }
  const after =
    before === undefined
      ? `${JSON.stringify(vscodeTasks, undefined, 2)}\n`
      : appendElement(before, 'tasks', TASK);
  if (after === undefined) {
    io.stderr.write(
      `k8s-svc-lint: ${FILE} has no list of tasks that can be read; add this task:\n`,
    );
    io.stdout.write(`${JSON.stringify(TASK, undefined, 2)}\n`);
    return EXIT.failed;
  }
  mkdirSync(join(io.cwd, '.vscode'), { recursive: true });
  await writeWholeFile(path, [after]);
  io.stdout.write(`${FILE} is written: Terminal > Run Task > ${TASK.label}\n`);
  return EXIT.clean;
}

function hasTask(text: string): boolean {
  const tasks: unknown = parseJsonc(text)?.['tasks'];
  return (
    Array.isArray(tasks) && tasks.some((it: { label?: unknown } | null) => it?.label === TASK.label)
  );
}
