import { isAbsolute, relative, resolve, sep } from 'node:path';
import { rules as ownRules } from '../../../rules/index.ts';
import type { Configuration } from '../../config/configuration.ts';
import { origin, printTree } from '../../config/print.ts';
import type { Mapping, Tree } from '../../config/tree.ts';
import { DEFAULT_LINT_OPTIONS } from '../../engine/options.ts';
import { RULE_CRASHED } from '../../engine/finding.ts';
import { severityOf } from '../../engine/severity.ts';
import type { Arguments, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { writeAll, type CommandIo } from '../io.ts';
import { CONFIG_OPTIONS, readConfiguration } from '../lint/configuration.ts';
import { configuredExclusions, configuredWorld } from '../lint/configured.ts';

export const command: Command = {
  name: 'print-config',
  summary:
    'Prints the configuration that counts, here or for a file, and where each value is said.',
  positionals: '[file]',
  options: CONFIG_OPTIONS,
  more: 'It reads back as a configuration. Flags of a run are not part of it.',
  run: printConfig,
};

async function printConfig(args: Arguments, io: CommandIo): Promise<number> {
  const configuration = await readConfiguration(args, io);
  const [named] = args.positionals;
  const file = named === undefined ? undefined : slashed(relative(io.cwd, resolve(io.cwd, named)));
  for (const notice of configuration?.notices ?? []) io.stderr.write(`k8s-svc-lint: ${notice}\n`);
  await writeAll(io.stdout, print(configuration, file));
  return EXIT.clean;
}

function* print(configuration: Configuration | undefined, file?: string): Generator<string> {
  if (configuration === undefined) {
    yield '# no configuration from here up to the root of the repository: what is usual\n';
    yield* printRules(undefined, undefined);
    return;
  }
  const tree = file === undefined ? configuration.config.tree : configuration.treeFor(file);
  yield `# ${configuration.name}${file === undefined ? '' : `, for ${file}`}\n`;
  if (file !== undefined) yield* describeFile(configuration, file);
  for (const [name, { value }] of tree.entries) {
    if (name === 'rules') continue;
    yield* printTree(name, PATHS.has(name) ? fromFolder(value, configuration) : value);
  }
  yield* printRules(configuration, tree);
}

function* describeFile(configuration: Configuration, file: string): Generator<string> {
  const exclusion = configuredExclusions(configuration)?.(file);
  if (exclusion !== undefined) yield `# left out: ${exclusion}\n`;
  const sets = configuration.setsOf?.(file);
  if (sets !== undefined) yield `# in ${sets.length === 0 ? 'no set' : `set ${sets.join(', ')}`}\n`;
}

/** Keys whose values were made absolute when they were read. */
const PATHS = new Set(['context', 'plugins']);

/** Paths as the configuration itself would write them. */
function fromFolder(tree: Tree, configuration: Configuration): Tree {
  if (tree.shape !== 'list') return tree;
  const items = tree.items.map((item): Tree => {
    if (item.shape !== 'scalar' || !isAbsolute(String(item.value))) return item;
    const path = slashed(relative(configuration.config.folder, String(item.value)));
    return { ...item, value: path.startsWith('..') ? path : `./${path}` };
  });
  return { ...tree, items };
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

/** All rules, also those of which nothing is said. */
function* printRules(
  configuration: Configuration | undefined,
  tree: Mapping | undefined,
): Generator<string> {
  const stated = tree?.entries.get('rules')?.value;
  const options = { ...DEFAULT_LINT_OPTIONS, ...configuredWorld(configuration) };
  const rules = (configuration?.rules ?? ownRules)
    .filter(({ id }) => id !== RULE_CRASHED)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  yield 'rules:\n';
  for (const rule of rules) {
    const value: Tree | undefined =
      stated?.shape === 'mapping' ? stated.entries.get(rule.id)?.value : undefined;
    if (value?.shape === 'scalar') yield `  ${rule.id}: ${value.value}${origin(value)}\n`;
    else yield `  ${rule.id}: ${severityOf(rule, options) ?? 'off'} # usual\n`;
  }
}
