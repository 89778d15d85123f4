import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { SEVERITIES, type Rule } from '../rule/index.ts';
import { mainFileOf } from './package-lookup.ts';
import { ConfigProblem, quote } from './problem.ts';
import type { Text } from './tree.ts';

/** A rule that a plugin brought, and what named the plugin. */
export interface PluginRule {
  readonly rule: Rule;
  readonly from: Text;
}

/** Runs the code of plugins, in their order, and takes the rules that they export. */
export async function loadPlugins(
  plugins: readonly Text[],
  known: readonly Rule[],
): Promise<readonly Rule[]> {
  const ids = new Set(known.map(({ id }) => id));
  const loaded: Rule[] = [];
  for (const plugin of plugins) {
    for (const rule of await loadPlugin(plugin)) {
      if (ids.has(rule.id)) {
        throw problem(plugin, `there is a rule ${quote(rule.id)} already; name it otherwise`);
      }
      ids.add(rule.id);
      loaded.push(rule);
    }
  }
  return loaded;
}

async function loadPlugin(plugin: Text): Promise<readonly Rule[]> {
  const exported = await importPlugin(plugin);
  const rules = Array.isArray(exported) ? exported : [exported];
  if (rules.length > 0 && rules.every(isRule)) return rules.map(withUrl);
  throw problem(plugin, 'its default export is no rule and no list of rules made with defineRule');
}

/** What it says of itself is not to be looked for among our pages. */
function withUrl(rule: Rule): Rule {
  const { url = rule.references[0] } = rule;
  return {
    ...rule,
    url,
    run: (graph, report) => {
      rule.run(graph, report);
    },
  };
}

async function importPlugin(plugin: Text): Promise<unknown> {
  const file = codeOf(plugin);
  try {
    const { importModule } = await import('./import-module.ts');
    const module = await importModule(pathToFileURL(file).href);
    return defaultOf(defaultOf(module));
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw problem(plugin, `failed to load: ${reason}`);
  }
}

/** A CommonJS file that was made of a module holds its default export in its default export. */
function defaultOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'default' in value ? value.default : value;
}

/** The file to run: the plugin itself, or what a package gives to those who import it. */
function codeOf(plugin: Text): string {
  const { value: path } = plugin;
  if (!existsSync(path)) throw problem(plugin, 'no such file, and no such package in node_modules');
  const file = statSync(path).isDirectory() ? mainFileOf(path) : path;
  if (file !== undefined) return file;
  throw problem(plugin, 'the package names no file that there is');
}

function problem({ at, written }: Text, message: string): ConfigProblem {
  return ConfigProblem.at(at, `plugin ${quote(written)}: ${message}`);
}

function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, severity, run, messageIds, references } = value as Partial<
    Record<keyof Rule, unknown>
  >;
  return (
    typeof id === 'string' &&
    typeof title === 'string' &&
    Array.isArray(references) &&
    SEVERITIES.some((it) => it === severity) &&
    typeof run === 'function' &&
    Array.isArray(messageIds)
  );
}
