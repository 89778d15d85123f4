import { existsSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { ruleUrl } from '../engine/finding.ts';
import type { Document } from '../parse/index.ts';
import type { ReportContext } from '../report/index.ts';
import type { Rule } from '../rule/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { readRuleHelp } from './rule-help.ts';
import { version } from './version.ts';

export interface ContextSources {
  readonly rules: readonly Rule[];
  readonly cwd: string;
  readonly documents: readonly Document[];
  readonly isColored: boolean;
  readonly isTerminal: boolean;
}

/** What an output needs to know of the run and of the machine it runs on. */
export function makeReportContext(from: ContextSources): ReportContext {
  const root = findRepositoryRoot(from.cwd) ?? from.cwd;
  const prefix = slashed(relative(root, from.cwd));
  let files: ReadonlyMap<string, readonly SourceFile[]> | undefined;
  return {
    tool: { name: 'k8s-svc-lint', version },
    rules: from.rules,
    ruleUrl,
    helpOf: readRuleHelp,
    repositoryPath: (file) => joinPlace(prefix, file),
    isColored: from.isColored,
    isTerminal: from.isTerminal,
    lineText(file, line) {
      files ??= groupFiles(from.documents);
      for (const piece of files.get(file) ?? []) {
        const text = piece.lineText(line);
        if (text !== '') return text;
      }
      return undefined;
    },
  };
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
