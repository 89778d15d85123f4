import { existsSync, readdirSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** A file to be read, and what its place in the tree says about it. */
export interface DiscoveredFile {
  /** Relative to the current directory, with `/`. */
  readonly path: string;
  /** In the `templates` folder of a Helm chart. */
  readonly isChartTemplate: boolean;
}

export interface DiscoveryProblem {
  readonly path: string;
  readonly message: string;
}

export interface Discovery {
  /** Sorted by path, each file once. */
  readonly files: readonly DiscoveredFile[];
  readonly problems: readonly DiscoveryProblem[];
  /** What was named and is excluded all the same. */
  readonly excluded: readonly DiscoveryProblem[];
}

export interface DiscoverOptions {
  /**
   * Why a file or folder is to be left out, named or not; undefined where it is not. Folders are given
   * with a `/` at their end.
   */
  readonly exclusionOf?: ((path: string) => string | undefined) | undefined;
  /** Told of every file and folder why it is in or out. */
  readonly onDecision?: ((path: string, isIn: boolean, why: string) => void) | undefined;
}

/** What kubectl reads from a folder (S-1018). */
const MANIFEST_NAME = /\.(?:ya?ml|json)$|^Kustomization$/i;
const SKIPPED_FOLDERS = new Set(['node_modules', '.git']);
/** Our own configuration and baseline are no manifests. */
const OWN_NAME = /^\.k8s-svc-lint[-.]/;
const IGNORE_FILE = '.gitignore';
const NO_MANIFEST = 'not named like a manifest: *.yaml, *.yml, *.json';
const OWN_FILE = 'a file of k8s-svc-lint itself';
const GLOB = /[*?[\]{}!]/;

/**
 * Finds the manifests that paths mean: files as named, folders walked in order, globs expanded.
 * A folder's files that git ignores are left out unless they are named themselves.
 */
export async function discover(
  paths: readonly string[],
  cwd: string,
  options: DiscoverOptions = {},
): Promise<Discovery> {
  const walker = new Walker(cwd, options);
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    if (existsSync(absolute)) walker.addNamed(absolute);
    else if (GLOB.test(path)) await walker.addGlob(path);
    else walker.problems.push({ path, message: 'no such file or folder' });
  }
  return { files: walker.sorted(), problems: walker.problems, excluded: walker.excluded };
}

class Walker {
  private readonly found = new Map<string, DiscoveredFile>();
  private readonly visited = new Set<string>();
  private readonly charts = new Map<string, boolean>();
  readonly problems: DiscoveryProblem[] = [];
  readonly excluded: DiscoveryProblem[] = [];

  constructor(
    private readonly cwd: string,
    private readonly options: DiscoverOptions,
  ) {}

  addNamed(absolute: string): void {
    const stats = this.guard(absolute, () => statSync(absolute));
    if (stats === undefined) return;
    const reason = this.exclusionOf(absolute, stats.isDirectory());
    if (reason !== undefined) {
      this.excluded.push({ path: this.display(absolute), message: reason });
    } else if (stats.isDirectory()) {
      this.walk(absolute, ignoreRulesAbove(absolute));
    } else if (stats.isFile() || stats.isFIFO()) {
      this.addFile(absolute, 'named');
    } else this.problems.push({ path: this.display(absolute), message: 'not a file or a folder' });
  }

  async addGlob(pattern: string): Promise<void> {
    const { globby } = await import('globby');
    const matches = await globby(pattern.replaceAll('\\', '/'), {
      cwd: this.cwd,
      absolute: true,
      gitignore: true,
      dot: true,
      ignore: ['**/node_modules/**', '**/.git/**'],
    });
    if (matches.length === 0) {
      this.problems.push({ path: pattern, message: 'the pattern matches no file' });
    }
    for (const match of matches) {
      const reason = noManifest(baseName(match));
      if (reason !== undefined) this.leaveOut(match, reason);
      else if (!this.isExcluded(match, false)) {
        this.addFile(match, 'matches a pattern that was given');
      }
    }
  }

  sorted(): DiscoveredFile[] {
    return [...this.found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private walk(folder: string, rules: readonly IgnoreRules[]): void {
    const real = this.guard(folder, () => realpathSync(folder));
    // A link back to a folder above would never end.
    if (real === undefined || this.visited.has(real)) return;
    this.visited.add(real);
    const entries = this.guard(folder, () => readdirSync(folder, { withFileTypes: true }));
    if (entries === undefined) return;
    const active = entries.some(({ name }) => name === IGNORE_FILE)
      ? [...rules, readIgnoreRules(folder)]
      : rules;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? kindBehindLink(path) : entry;
      const reason = noManifest(entry.name);
      const isFolder = kind?.isDirectory() ?? false;
      if (isFolder) {
        if (SKIPPED_FOLDERS.has(entry.name)) this.leaveOut(path, 'never looked into', '/');
        else if (!this.isLeftOut(path, true, active)) this.walk(path, active);
      } else if (reason !== undefined) {
        this.leaveOut(path, reason);
      } else if (kind?.isFile() === false) {
        this.leaveOut(path, 'no file: a pipe would wait for a writer that nobody started');
      } else if (!this.isLeftOut(path, false, active)) {
        this.addFile(path, 'in a folder that was given');
      }
    }
  }

  private isLeftOut(path: string, isFolder: boolean, rules: readonly IgnoreRules[]): boolean {
    const ignoring = ignoringRule(path, isFolder, rules);
    if (ignoring === undefined) return this.isExcluded(path, isFolder);
    this.leaveOut(path, `git ignores it: ${ignoring}`, isFolder ? '/' : '');
    return true;
  }

  private isExcluded(path: string, isFolder: boolean): boolean {
    return this.exclusionOf(path, isFolder) !== undefined;
  }

  private exclusionOf(path: string, isFolder: boolean): string | undefined {
    if (this.options.exclusionOf === undefined) return undefined;
    const end = isFolder ? '/' : '';
    const reason = this.options.exclusionOf(this.display(path) + end);
    if (reason !== undefined) this.leaveOut(path, reason, end);
    return reason;
  }

  private leaveOut(absolute: string, why: string, end = ''): void {
    this.options.onDecision?.(this.display(absolute) + end, false, why);
  }

  private addFile(absolute: string, why: string): void {
    const path = this.display(absolute);
    this.options.onDecision?.(path, true, why);
    this.found.set(path, { path, isChartTemplate: this.isChartTemplate(absolute) });
  }

  /** Below `templates/` beside a `Chart.yaml` (S-1034). */
  private isChartTemplate(absolute: string): boolean {
    const marker = `${sep}templates${sep}`;
    for (let at = absolute.lastIndexOf(marker); at > 0; at = absolute.lastIndexOf(marker, at - 1)) {
      const chart = absolute.slice(0, at);
      let isChart = this.charts.get(chart);
      if (isChart === undefined) {
        isChart = existsSync(join(chart, 'Chart.yaml'));
        this.charts.set(chart, isChart);
      }
      if (isChart) return true;
    }
    return false;
  }

  private display(absolute: string): string {
    const path = relative(this.cwd, absolute).split(sep).join('/');
    return path === '' ? '.' : path;
  }

  private guard<T>(absolute: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.problems.push({ path: this.display(absolute), message: explainSystemError(error) });
      return undefined;
    }
  }
}

interface IgnoreRules {
  readonly folder: string;
  readonly matcher: Ignore;
}

function readIgnoreRules(folder: string): IgnoreRules {
  return { folder, matcher: ignore().add(readFileSync(join(folder, IGNORE_FILE), 'utf8')) };
}

/** The rules of the folders above, up to the root of the repository. */
function ignoreRulesAbove(folder: string): IgnoreRules[] {
  const rules: IgnoreRules[] = [];
  let at = folder;
  while (!existsSync(join(at, '.git'))) {
    const parent = resolve(at, '..');
    if (parent === at) return [];
    at = parent;
    if (existsSync(join(at, IGNORE_FILE))) rules.unshift(readIgnoreRules(at));
  }
  return rules;
}

/** The pattern by which git ignores a path; undefined where it does not. */
function ignoringRule(
  path: string,
  isFolder: boolean,
  rules: readonly IgnoreRules[],
): string | undefined {
  let ignoring: string | undefined;
  for (const { folder, matcher } of rules) {
    const inside = relative(folder, path).split(sep).join('/') + (isFolder ? '/' : '');
    const { ignored, unignored, rule } = matcher.test(inside);
    if (ignored) ignoring = rule?.pattern ?? IGNORE_FILE;
    else if (unignored) ignoring = undefined;
  }
  return ignoring;
}

/** Undefined for a dangling link: reading it as a file reports it. */
function kindBehindLink(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Whether a folder's walk takes a file of that path, given with `/`. */
export function isManifestPath(path: string): boolean {
  const parts = path.split('/');
  return MANIFEST_NAME.test(parts.at(-1) ?? '') && !parts.some((it) => SKIPPED_FOLDERS.has(it));
}

/** Why a file of that name is none to read; undefined where it is one. */
function noManifest(name: string): string | undefined {
  if (OWN_NAME.test(name)) return OWN_FILE;
  return MANIFEST_NAME.test(name) ? undefined : NO_MANIFEST;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'is a folder',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
};

/** One line for a person, without the errno talk. */
export function explainSystemError(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const known = code === undefined ? undefined : SYSTEM_ERRORS[code];
  return known ?? (error instanceof Error ? error.message : String(error));
}
