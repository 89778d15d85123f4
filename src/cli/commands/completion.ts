import type { Arguments, Command } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { completedCommand } from '../completion/words.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { commands } from './index.ts';

const PROGRAM = 'k8s-svc-lint';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
const NAMES = Object.keys(SHELLS).join('|');

export const command: Command = {
  name: 'completion',
  summary: 'Prints what makes a shell complete commands, options, their values and rules.',
  positionals: `<${NAMES}>`,
  options: {},
  more: `bash  source <(${PROGRAM} completion bash)      in ~/.bashrc
zsh   source <(${PROGRAM} completion zsh)       in ~/.zshrc, behind compinit
fish  ${PROGRAM} completion fish | source       in ~/.config/fish/config.fish`,
  run: printCompletion,
};

async function printCompletion({ positionals }: Arguments, io: CommandIo): Promise<number> {
  const [shell] = positionals;
  const found = Object.entries(SHELLS).find(([name]) => name === shell);
  if (found === undefined || positionals.length > 1) {
    throw new UsageError(`say for which shell: ${PROGRAM} completion ${NAMES}`);
  }
  const [, render] = found;
  const lint = (await import('./lint.ts')).command;
  const others = Object.values(commands).map(async ({ load, summary }) =>
    completedCommand(await load(), summary),
  );
  const all = [completedCommand(lint, lint.summary), ...(await Promise.all(others))];
  io.stdout.write(render(PROGRAM, all));
  return EXIT.clean;
}
