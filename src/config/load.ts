import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { Document, parseManifest, type Field, type Located } from '../parse/index.ts';
import type { Rule } from '../rule/index.ts';
import { explainSystemError } from '../source/discover.ts';
import { SourceFile } from '../source/source-file.ts';
import type { ConfigFile } from './config-file.ts';
import { configsIn, type ConfigPlace } from './find.ts';
import { nearestName } from './nearest-name.ts';
import { findInPackages } from './package-lookup.ts';
import { PRESET_NAMES, PRESET_PREFIX, presetText } from './presets.ts';
import { ConfigProblem, quote } from './problem.ts';
import {
  mergeTrees,
  plainOf,
  readTree,
  textsOf,
  withoutKey,
  type Mapping,
  type Text,
  type Tree,
} from './tree.ts';
import { isConfigFile } from './validator.ts';

/** A configuration with everything that it builds on. */
export interface Config {
  readonly settings: ConfigFile;
  /** The same with the places where it is written. */
  readonly tree: Mapping;
  /** Absolute: patterns count from here, wherever they are written. */
  readonly folder: string;
  /** The file, as messages name it. */
  readonly name: string;
}

export interface LoadOptions {
  readonly cwd: string;
  /** Those that presets speak of. */
  readonly rules: readonly Rule[];
}

/** Reads, checks and merges. Throws a `ConfigProblem` for whatever is wrong. */
export async function loadConfig(
  places: readonly ConfigPlace[],
  options: LoadOptions,
): Promise<Config> {
  const loader = new Loader(options);
  const [place, second] = places;
  if (place === undefined) throw new Error('there is no configuration to load');
  if (second !== undefined) throw loader.refuseSecond(place, second);
  const tree = await loader.load(place, []);
  return {
    settings: settingsOf(tree),
    tree,
    folder: dirname(place.path),
    name: loader.nameOf(place.path),
  };
}

/** More than this many bytes is no configuration. */
const MOST_BYTES = 500_000;
const MOST_FILES = 100;

/** Keys whose values are files or packages, found from the file in which they stand. */
const PATH_KEYS = ['context', 'plugins'] as const;

class Loader {
  private count = 0;

  constructor(private readonly options: LoadOptions) {}

  nameOf(path: string): string {
    return relative(this.options.cwd, path).split(sep).join('/');
  }

  refuseSecond(first: ConfigPlace, second: ConfigPlace): ConfigProblem {
    const names = `${this.nameOf(first.path)} and ${this.nameOf(second.path)}`;
    return new ConfigProblem([`k8s-svc-lint: ${names}: two configurations in one folder`]);
  }

  /** `chain` holds what led here: the files that extend this one. */
  async load(
    place: ConfigPlace,
    chain: readonly string[],
    from?: Located<unknown>,
  ): Promise<Mapping> {
    const name = this.nameOf(place.path);
    const tree = await this.read(name, this.readText(place.path, name, from), place.key);
    return this.assemble(tree, place.path, [...chain, place.path]);
  }

  private readText(path: string, name: string, from: Located<unknown> | undefined): string {
    const refuse = (reason: string): ConfigProblem =>
      from === undefined
        ? new ConfigProblem([`k8s-svc-lint: ${name}: ${reason}`])
        : ConfigProblem.at(from, `${quote(name)}: ${reason}`);
    try {
      const entry = statSync(path);
      // A device has no size, and perhaps no end.
      if (entry.isCharacterDevice() || entry.isBlockDevice()) throw refuse('is a device, no file');
      if (entry.size > MOST_BYTES) throw refuse(`is larger than ${MOST_BYTES / 1000} kB`);
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw error instanceof ConfigProblem ? error : refuse(explainSystemError(error));
    }
  }

  private async read(name: string, text: string, key: string | undefined): Promise<Mapping> {
    if (++this.count > MOST_FILES) {
      throw new ConfigProblem([
        `k8s-svc-lint: ${name}: extends lead to more than ${MOST_FILES} files`,
      ]);
    }
    const tree = readTree(rootOf(new SourceFile(name, text), key));
    const plain = plainOf(tree);
    if (!isConfigFile(plain)) {
      const { describeSchemaErrors } = await import('./schema-problem.ts');
      throw new ConfigProblem(describeSchemaErrors(isConfigFile.errors ?? [], tree));
    }
    return tree;
  }

  /** Puts a file over what it extends. */
  private async assemble(tree: Mapping, path: string, chain: readonly string[]): Promise<Mapping> {
    let lower: Mapping | undefined;
    for (const base of textsOf(tree.entries.get('extends')?.value)) {
      const next = await this.loadBase(base, path, chain);
      lower = lower === undefined ? next : mergeTrees(lower, next);
    }
    const own = resolvePaths(tree, dirname(path));
    return lower === undefined ? own : mergeTrees(lower, own);
  }

  private async loadBase(base: Text, path: string, chain: readonly string[]): Promise<Mapping> {
    const { value: name, at } = base;
    if (name.startsWith(PRESET_PREFIX)) return this.loadPreset(name, at);
    const folder = dirname(path);
    const place = isPath(name)
      ? { path: resolve(folder, name), key: undefined }
      : this.findPackage(name, folder, at);
    if (chain.includes(place.path)) {
      const circle = [...chain.slice(chain.indexOf(place.path)), place.path];
      const names = circle.map((it) => this.nameOf(it)).join(' → ');
      throw ConfigProblem.at(at, `extends itself: ${names}`);
    }
    return this.load(place, chain, at);
  }

  private async loadPreset(name: string, at: Located<unknown>): Promise<Mapping> {
    const text = presetText(name, this.options.rules);
    if (text !== undefined) return this.read(name, text, undefined);
    const meant = nearestName(name, PRESET_NAMES);
    const hint =
      meant === undefined
        ? `there are ${PRESET_NAMES.join(', ')}`
        : `did you mean ${quote(meant)}?`;
    throw ConfigProblem.at(at, `no preset ${quote(name)}; ${hint}`);
  }

  /** A package is looked into as a folder is, or names a file of its own. */
  private findPackage(name: string, folder: string, at: Located<unknown>): ConfigPlace {
    const found = findInPackages(name, folder);
    if (found === undefined) {
      throw ConfigProblem.at(
        at,
        `no package ${quote(name)} in any node_modules from here up; a file begins with ./`,
      );
    }
    if (!statSync(found).isDirectory()) return { path: found, key: undefined };
    const [place] = configsIn(found);
    if (place !== undefined) return place;
    throw ConfigProblem.at(at, `package ${quote(name)} holds no .k8s-svc-lint.yaml or .json`);
  }
}

function rootOf(file: SourceFile, key: string | undefined): Field {
  const [first, second] = parseManifest(file);
  // Nothing but comments says nothing.
  const document = first ?? new Document(file, 0, 0, 0, undefined, [], false);
  const [problem] = document.problems;
  if (problem !== undefined) {
    throw ConfigProblem.at(document.place(problem.start, problem.end), problem.message);
  }
  if (document.isTemplate)
    throw ConfigProblem.at(
      document.templateMark,
      'this is a template; a configuration is plain YAML or JSON',
    );
  if (second !== undefined) {
    throw ConfigProblem.at(second.place(second.start, second.start), 'one document is enough');
  }
  return key === undefined ? document.root : document.root.get(key);
}

function settingsOf(tree: Mapping): ConfigFile {
  const plain = plainOf(tree);
  if (isConfigFile(plain)) return plain;
  // Merging what the schema allows gives what it allows.
  throw new Error(`merged configuration: ${JSON.stringify(isConfigFile.errors)}`);
}

/** Files and packages are found from the file that names them. What it extends is done with. */
function resolvePaths(tree: Mapping, folder: string): Mapping {
  const entries = new Map(withoutKey(tree, 'extends').entries);
  for (const key of PATH_KEYS) {
    const entry = entries.get(key);
    if (entry === undefined) continue;
    const items = textsOf(entry.value).map(({ value, at }): Tree => {
      const isFile = key === 'context' || isPath(value);
      const path = isFile ? resolve(folder, value) : findInPackages(value, folder);
      return { shape: 'scalar', value: path ?? value, at };
    });
    entries.set(key, { key: entry.key, value: { shape: 'list', items, at: entry.value.at } });
  }
  return { ...tree, entries };
}

function isPath(name: string): boolean {
  return /^\.{1,2}(?:\/|\\|$)/.test(name) || isAbsolute(name);
}
