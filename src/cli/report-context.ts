import { existsSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { ruleUrl } from '../engine/finding.ts';
import type { Document } from '../parse/index.ts';
import type { ReportContext } from '../report/index.ts';
import type { Rule } from '../rule/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { CommandIo } from './io.ts';
import type { Settings } from './lint/settings.ts';
import { placeUrlIn } from './place-url.ts';
import { readRuleHelp } from './rule-help.ts';
import type { Sources } from './sources.ts';
import { version } from './version.ts';

export interface ContextSources {
  readonly rules: readonly Rule[];
  readonly sources: Pick<Sources, 'documents'>;
  readonly settings: Pick<Settings, 'failOn' | 'showsSilenced'>;
  readonly io: Pick<CommandIo, 'cwd' | 'env'>;
  /** Where a report says what it leaves out. */
  readonly notices: string[];
  /** Whether a report names findings by fingerprints: hashing takes 2 ms to load. */
  readonly namesFindings: boolean;
}

/** What an output needs to know of the run and of the machine it runs on; plain, as for a file. */
export async function makeReportContext(from: ContextSources): Promise<ReportContext> {
  const { documents } = from.sources;
  const { cwd, env } = from.io;
  const root = findRepositoryRoot(cwd) ?? cwd;
  const prefix = slashed(relative(root, cwd));
  const repositoryPath = (file: string): string => joinPlace(prefix, file);
  const foreign = new Map(
    from.rules.flatMap(({ id, url }) => (url === undefined ? [] : [[id, url]])),
  );
  let grouped: ReadonlyMap<string, readonly SourceFile[]> | undefined;
  const pieces = (): ReadonlyMap<string, readonly SourceFile[]> =>
    (grouped ??= groupFiles(documents));
  return {
    tool: { name: 'k8s-svc-lint', version, url: 'https://github.com/k8s-svc-lint/k8s-svc-lint' },
    rules: from.rules,
    ruleUrl: (id) => foreign.get(id) ?? ruleUrl(id),
    helpOf: readRuleHelp,
    files: () => [...pieces().keys()].sort(),
    repositoryPath,
    placeUrl: (file, range) => placeUrlIn(env, repositoryPath(file), range),
    failsFrom: from.settings.failOn === 'never' ? 'error' : from.settings.failOn,
    showsSilenced: from.settings.showsSilenced,
    isColored: false,
    isTerminal: false,
    lineText(file, line) {
      for (const piece of pieces().get(file) ?? []) {
        const text = piece.lineText(line);
        if (text !== '') return text;
      }
      return undefined;
    },
    fingerprints: from.namesFindings ? await loadFingerprints(documents) : noFingerprints,
    notify: (text) => from.notices.push(text),
  };
}

async function loadFingerprints(
  documents: readonly Document[],
): Promise<ReportContext['fingerprints']> {
  const [{ Fingerprints }, { Identities }] = await Promise.all([
    import('../engine/fingerprint.ts'),
    import('../engine/identity.ts'),
  ]);
  return () => new Fingerprints(new Identities(documents));
}

function noFingerprints(): never {
  throw new Error('no report of this run was to name findings');
}

function findRepositoryRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** From the root of the repository; what lies outside of it keeps its `..`. */
function joinPlace(prefix: string, file: string): string {
  return isStandardInput(file) ? file : slashed(normalize(join(prefix, file)));
}

function isStandardInput(file: string): boolean {
  return file.startsWith('<');
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function groupFiles(documents: readonly Document[]): ReadonlyMap<string, readonly SourceFile[]> {
  const files = new Map<string, Set<SourceFile>>();
  for (const { file } of documents) {
    const pieces = files.get(file.path) ?? new Set();
    files.set(file.path, pieces.add(file));
  }
  return new Map([...files].map(([path, pieces]) => [path, [...pieces]]));
}
