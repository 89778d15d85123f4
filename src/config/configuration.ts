import type { PathSettings, RuleSetting } from '../engine/options.ts';
import type { Located } from '../parse/index.ts';
import type { Rule } from '../rule/index.ts';
import type { ConfigFile } from './config-file.ts';
import type { ConfigPlace } from './find.ts';
import { loadConfig, type Config } from './load.ts';
import { nearestName } from './nearest-name.ts';
import { Patterns } from './patterns.ts';
import { loadPlugins } from './plugins.ts';
import { ConfigProblem, problemLine, quote } from './problem.ts';
import { mergeTrees, textsOf, withoutKey, type Mapping, type Text, type Tree } from './tree.ts';
import { parsePortRange, parseVersion, type PortRange } from './values.ts';

export interface ConfigurationOptions {
  readonly cwd: string;
  /** Our own rules; plugins add theirs. */
  readonly rules: readonly Rule[];
  readonly allowsPlugins: boolean;
}

/** An entry of `suppressions`. */
export interface Suppression {
  readonly rules: readonly string[];
  readonly objects: readonly string[];
  /** Undefined for any file. */
  readonly files: Patterns | undefined;
  readonly reason: string | undefined;
  readonly until: string | undefined;
  readonly at: Located<unknown>;
}

/** What a configuration says to a run: paths are matched as findings name them. */
export class Configuration {
  readonly settings: ConfigFile;
  /** The file, as messages name it. */
  readonly name: string;
  readonly exclude: Patterns | undefined;
  readonly overrides: readonly PathSettings[];
  private readonly namespaces: readonly { readonly files: Patterns; readonly name: string }[];
  private readonly sets: readonly { readonly files: Patterns; readonly name: string }[];

  constructor(
    readonly config: Config,
    /** All rules that can run. */
    readonly rules: readonly Rule[],
    /** Plugins whose code was not to be run. */
    private readonly refused: readonly Text[],
    private readonly cwd: string,
  ) {
    const { settings } = config;
    this.settings = settings;
    this.name = config.name;
    this.exclude = settings.exclude && this.patterns(settings.exclude);
    const overrides = (settings.overrides ?? []).map(({ files, ...rest }) => ({
      ...rest,
      files: this.patterns(files),
    }));
    this.overrides = overrides.map(({ files, rules: set = {} }) => ({
      matches: (file) => files.match(file),
      rules: new Map(Object.entries(set)),
    }));
    this.namespaces = overrides.flatMap(({ files, namespace }) =>
      namespace === undefined ? [] : [{ files, name: namespace }],
    );
    this.sets = Object.entries(settings.sets ?? {}).map(([name, files]) => ({
      name,
      files: this.patterns(files),
    }));
  }

  /** Patterns of this configuration. */
  patterns(written: string | readonly string[]): Patterns {
    return new Patterns(listOf(written), this.config.folder, this.cwd);
  }

  /** What counts for one file: the overrides that match it, over all the rest. */
  treeFor(file: string): Mapping {
    const { tree } = this.config;
    const overrides = tree.entries.get('overrides')?.value;
    const items = overrides?.shape === 'list' ? overrides.items : [];
    let effective = withoutKey(tree, 'overrides');
    for (const [index, item] of items.entries()) {
      if (item.shape !== 'mapping' || this.overrides[index]?.matches(file) !== true) continue;
      effective = mergeTrees(effective, withoutKey(item, 'files'));
    }
    return effective;
  }

  /** What a user should know, though it is no mistake. */
  get notices(): readonly string[] {
    if (this.refused.length === 0) return [];
    const names = this.refused.map(({ written }) => written).join(', ');
    return [`${this.name}: --no-plugins leaves out the rules of ${names}`];
  }

  get ruleSettings(): ReadonlyMap<string, RuleSetting> {
    const settings = new Map(Object.entries(this.settings.rules ?? {}));
    // Comments that name a rule of theirs are no mistakes.
    if (this.refused.length > 0) settings.set('suppression-unknown-rule', 'off');
    return settings;
  }

  get kubernetesVersion(): string | undefined {
    return parseVersion(String(this.settings.kubernetesVersion ?? ''));
  }

  get nodePortRange(): PortRange | undefined {
    return parsePortRange(this.settings.nodePortRange ?? '');
  }

  /** The namespace of objects that state none, in one file. Undefined where no override says. */
  get namespaceOf(): ((file: string) => string | undefined) | undefined {
    if (this.namespaces.length === 0) return undefined;
    return (file) => this.namespaces.findLast(({ files }) => files.match(file))?.name;
  }

  /** Findings that are set aside, each with its place. */
  get suppressions(): readonly Suppression[] {
    const items = this.config.tree.entries.get('suppressions')?.value;
    const places = items?.shape === 'list' ? items.items : [];
    return (this.settings.suppressions ?? []).flatMap((it, index) => {
      const at = places[index]?.at;
      if (at === undefined) return [];
      const { rules, objects = [], files, reason, until } = it;
      return {
        rules: listOf(rules),
        objects: listOf(objects),
        files: files === undefined ? undefined : this.patterns(files),
        reason,
        until,
        at,
      };
    });
  }

  /** The sets that a file belongs to. */
  get setsOf(): ((file: string) => readonly string[]) | undefined {
    if (this.sets.length === 0) return undefined;
    return (file) => this.sets.flatMap(({ files, name }) => (files.match(file) ? [name] : []));
  }
}

function listOf(written: string | readonly string[]): readonly string[] {
  return typeof written === 'string' ? [written] : written;
}

/** Reads the configuration of a folder. Throws a `ConfigProblem` for whatever is wrong with it. */
export async function readConfiguration(
  places: readonly ConfigPlace[],
  options: ConfigurationOptions,
): Promise<Configuration> {
  const config = await loadConfig(places, options);
  const plugins = textsOf(config.tree.entries.get('plugins')?.value);
  const isWhole = plugins.length === 0 || options.allowsPlugins;
  const more = isWhole ? await loadPlugins(plugins, options.rules) : [];
  const rules = more.length === 0 ? options.rules : [...options.rules, ...more];
  // Without its plugins nobody can tell which rules there are.
  const problems = [...(isWhole ? unknownRules(config, rules) : []), ...wrongValues(config)];
  if (problems.length > 0) throw new ConfigProblem(problems);
  return new Configuration(config, rules, isWhole ? [] : plugins, options.cwd);
}

/** The one finding that no setting touches. */
const RULE_CRASHED = 'rule-crashed';

/** Rules that are set and do not exist, each in a line that says which may be meant. */
function unknownRules({ tree }: Config, rules: readonly Rule[]): string[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const overrides = tree.entries.get('overrides')?.value;
  const items = overrides?.shape === 'list' ? overrides.items : [];
  const settings = [tree, ...items.filter((it) => it.shape === 'mapping')].flatMap(
    (it) => mappingAt(it, 'rules')?.entries ?? [],
  );
  return settings.flatMap((entries) =>
    [...entries].flatMap(([id, { key }]) => {
      const rule = known.get(id);
      if (rule === undefined) {
        const meant = nearestName(id, [...known.keys()]);
        const hint =
          meant === undefined ? '`k8s-svc-lint rules` lists all' : `did you mean ${quote(meant)}?`;
        return [problemLine(key, `no rule ${quote(id)}; ${hint}`)];
      }
      if (id !== RULE_CRASHED) return [];
      return [problemLine(key, `${id} says that the linter failed, and cannot be set`)];
    }),
  );
}

function mappingAt(mapping: Mapping, name: string): Mapping | undefined {
  const value: Tree | undefined = mapping.entries.get(name)?.value;
  return value?.shape === 'mapping' ? value : undefined;
}

/** What the schema cannot say. */
function wrongValues({ tree, settings }: Config): string[] {
  const range = tree.entries.get('nodePortRange')?.value;
  if (range === undefined || parsePortRange(settings.nodePortRange ?? '') !== undefined) return [];
  return [problemLine(range.at, 'nodePortRange: from 1 to 65535, the lower number first')];
}
