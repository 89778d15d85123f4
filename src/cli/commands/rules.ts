import { rules } from '../../../rules/index.ts';
import { ruleUrl } from '../../engine/finding.ts';
import type { Rule } from '../../rule/index.ts';
import type { Arguments, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { writeAll, type CommandIo } from '../io.ts';

export const command: Command = {
  name: 'rules',
  summary: 'Prints all rules.',
  positionals: '',
  options: {
    format: {
      value: 'format',
      choices: ['text', 'json'],
      default: 'text',
      help: 'a table, or JSON as schema/rules.schema.json describes it',
    },
  },
  more: 'k8s-svc-lint explain <rule> says more about one.',
  run: listRules,
};

async function listRules({ values }: Arguments, io: CommandIo): Promise<number> {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const lines = values['format'] === 'json' ? asJson(sorted) : asTable(sorted);
  await writeAll(io.stdout, lines);
  return EXIT.clean;
}

function asJson(sorted: readonly Rule[]): string[] {
  const list = sorted.map(({ id, title, category, severity, raised, assumes, references }) => ({
    id,
    title,
    category,
    severity,
    ...(raised === undefined ? {} : { raised }),
    assumes,
    references,
    url: ruleUrl(id),
  }));
  return [`${JSON.stringify({ schemaVersion: 1, rules: list }, null, 2)}\n`];
}

function asTable(sorted: readonly Rule[]): string[] {
  const rows = sorted.map(({ id, severity, category, title }) => [id, severity, category, title]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map(
    (row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`,
  );
}
