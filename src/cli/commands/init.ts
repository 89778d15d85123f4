import type { Command } from '../command.ts';
import type { CommandIo } from '../io.ts';
import { writeConfiguration } from '../init/configuration.ts';

export const command: Command = {
  name: 'init',
  summary: 'Writes a configuration with everything that can be said, in comments.',
  positionals: '',
  options: {
    vscode: { help: 'writes a task with its problem matcher instead: .vscode/tasks.json' },
  },
  more: `What is there already is left as it is. Exit codes:
  0  it is written; with --vscode, also where the task is there already
  2  it could not be written; with --vscode, what to add to .vscode/tasks.json is printed`,
  run: ({ values }, io) => (values['vscode'] === true ? writeTask(io) : writeConfiguration(io)),
};

async function writeTask(io: CommandIo): Promise<number> {
  const { addVscodeTask } = await import('../init/vscode-task.ts');
  return addVscodeTask(io);
}
