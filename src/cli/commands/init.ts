import type { Arguments, Command } from '../command.ts';
import type { CommandIo } from '../io.ts';
import { writeConfiguration } from '../init/configuration.ts';

export const command: Command = {
  name: 'init',
  summary: 'Writes a configuration with everything that can be said, in comments.',
  positionals: '',
  options: {},
  more: 'What is there already is left as it is.',
  run: (_: Arguments, io: CommandIo): number => writeConfiguration(io),
};
