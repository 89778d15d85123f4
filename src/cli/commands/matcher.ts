import { problemMatchers } from '../../report/problem-matcher.ts';
import type { Arguments, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { UsageError } from '../usage-error.ts';

const WHERE = Object.keys(problemMatchers);

export const command: Command = {
  name: 'matcher',
  summary: 'Prints the problem matcher that reads the text report, as JSON.',
  positionals: `<${WHERE.join('|')}>`,
  options: {},
  more: `vscode            a whole .vscode/tasks.json
vscode-extension  for the package.json of an extension
github            for ::add-matcher:: in GitHub Actions`,
  run: printMatcher,
};

function printMatcher({ positionals }: Arguments, io: CommandIo): number {
  const [where] = positionals;
  const found = Object.entries(problemMatchers).find(([name]) => name === where);
  if (found === undefined || positionals.length > 1) {
    throw new UsageError(`say for whom: k8s-svc-lint matcher ${WHERE.join('|')}`);
  }
  io.stdout.write(`${JSON.stringify(found[1], null, 2)}\n`);
  return EXIT.clean;
}
