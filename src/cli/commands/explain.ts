import { rules } from '../../../rules/index.ts';
import type { Arguments, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { writeAll, type CommandIo } from '../io.ts';
import { readRuleHelp } from '../rule-help.ts';
import { UsageError } from '../usage-error.ts';
import { nearestName } from '../../config/nearest-name.ts';

export const command: Command = {
  name: 'explain',
  summary: 'Prints what a rule finds, why it matters, how to mend it, and when it is wrong.',
  positionals: '<rule>',
  options: {},
  run: explain,
};

async function explain({ positionals }: Arguments, io: CommandIo): Promise<number> {
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0) {
    throw new UsageError('name one rule: k8s-svc-lint explain service-selects-no-pod');
  }
  const ids = rules.map((rule) => rule.id);
  const text = ids.includes(id) ? readRuleHelp(id) : undefined;
  if (text === undefined) {
    const nearest = nearestName(id, ids);
    const hint =
      nearest === undefined ? '`k8s-svc-lint rules` lists them' : `did you mean ${nearest}?`;
    throw new UsageError(`there is no rule ${JSON.stringify(id)}; ${hint}`);
  }
  await writeAll(io.stdout, [text]);
  return EXIT.clean;
}
