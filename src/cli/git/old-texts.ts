import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { posix } from 'node:path';
import { Patterns } from '../../config/patterns.ts';
import type { Document } from '../../parse/index.ts';
import { isManifestPath } from '../../source/discover.ts';
import { MARKER } from '../../silence/marker.ts';
import type { Sources, Texts } from '../sources.ts';
import { readBlobs, type Blob, type CommitTree } from './commit-tree.ts';
import type { Commit } from './repository.ts';

/** A file of the old tree: as it is now, or as git keeps it. */
type OldFile = readonly Document[] | Blob;

/** Parses a file from its bytes. */
export type BytesParser = (
  bytes: Buffer,
  path: string,
  isChartTemplate: boolean,
) => readonly Document[];

/** The tree as it is. */
export interface Present {
  readonly sources: Sources;
  readonly cwd: string;
  readonly parseBytes: BytesParser;
}

/**
 * What the paths of this run meant at a commit. What has not changed since is not parsed again; what
 * git does not know (files outside of the repository) is taken to be as it was.
 */
export class OldTexts {
  /** Files that lie in no commit of this repository. */
  readonly outside: string[] = [];
  private readonly now: ReadonlyMap<string, readonly Document[]>;

  constructor(
    private readonly commit: Commit,
    private readonly tree: CommitTree,
    private readonly present: Present,
  ) {
    this.now = groupByFile(present.sources);
  }

  /** The sources themselves where nothing has changed. */
  read(paths: readonly string[], leavesOut: (file: string) => boolean): Texts {
    const files = new Map<string, OldFile>();
    for (const file of this.present.sources.files) {
      const old = this.oldFormOf(file);
      if (old !== undefined) files.set(file, old);
    }
    for (const [file, blob] of this.deleted(paths)) if (!leavesOut(file)) files.set(file, blob);
    const { sources } = this.present;
    const isSame = files.size === sources.files.length && [...files.values()].every(Array.isArray);
    return isSame ? sources : this.parse(files);
  }

  private oldFormOf(file: string): OldFile | undefined {
    const now = this.now.get(file) ?? [];
    const path = this.inRepository(file);
    if (path === undefined) this.outside.push(file);
    const answer = path === undefined ? 'unknown' : this.tree.at(path);
    if (answer === 'absent') return undefined;
    return answer === 'unknown' || isUnchanged(resolve(this.present.cwd, file), answer)
      ? now
      : answer;
  }

  /** Files that the paths would have meant, and that are no more. */
  private *deleted(paths: readonly string[]): Generator<[file: string, blob: Blob]> {
    const wanted = paths.map((path) => this.takes(path));
    for (const path of this.tree.files) {
      if (!isManifestPath(path)) continue;
      const file = posix.relative(this.commit.prefix, path);
      if (this.now.has(file) || !wanted.some((takes) => takes(file, path))) continue;
      const blob = this.tree.at(path);
      if (typeof blob === 'string' || existsSync(resolve(this.present.cwd, file))) continue;
      yield [file, blob];
    }
  }

  private takes(named: string): (file: string, path: string) => boolean {
    if (GLOB.test(named) && !existsSync(resolve(this.present.cwd, named))) {
      const globs = expandBraces(named.replace(/^\.\//, '')).map((glob) => `/${glob}`);
      const patterns = new Patterns(globs, this.present.cwd, this.present.cwd);
      return (file) => !file.startsWith('../') && patterns.match(file);
    }
    const folder = this.inRepository(named);
    return (_, path) =>
      folder !== undefined && (folder === '' || path === folder || path.startsWith(`${folder}/`));
  }

  /** From the root of the repository; undefined for what lies outside. */
  private inRepository(file: string): string | undefined {
    const absolute = resolve(this.present.cwd, file);
    return this.fromRoot(absolute) ?? this.fromRoot(realPathOf(absolute));
  }

  private fromRoot(absolute: string): string | undefined {
    const fromHere = relative(this.present.cwd, absolute).split(sep).join('/');
    const path = posix.join(this.commit.prefix, fromHere).replace(/\/$/, '');
    if (path === '..' || path.startsWith('../') || isAbsolute(fromHere)) return undefined;
    return path === '.' ? '' : path;
  }

  private parse(files: ReadonlyMap<string, OldFile>): Texts {
    const blobs = readBlobs([...files.values()].filter((it) => 'id' in it));
    const documents: Document[] = [];
    const names = [...files.keys()].sort();
    for (const name of names) {
      const file = files.get(name) ?? [];
      const read = 'id' in file ? this.parseBlob(name, blobs.get(file.id)) : file;
      for (const document of read) documents.push(document);
    }
    const marked = documents.filter(({ file }) => file.text.includes(MARKER));
    const { context } = this.present.sources;
    return { documents, marked, context, fileCount: names.length };
  }

  private parseBlob(name: string, bytes: Buffer | undefined): readonly Document[] {
    if (bytes === undefined) return [];
    const large = LARGE_FILE.exec(bytes.toString('latin1', 0, POINTER_BYTES))?.[1];
    const isSame =
      large !== undefined && large === hashOf(resolve(this.present.cwd, name), 'sha256');
    if (isSame) return this.now.get(name) ?? [];
    return this.present.parseBytes(bytes, name, this.isChartTemplate(name));
  }

  /** Below `templates/` beside a `Chart.yaml` (S-1034). */
  private isChartTemplate(name: string): boolean {
    const path = this.inRepository(name) ?? '';
    const folders = [...path.matchAll(/(?:^|\/)templates\//g)].map(({ index }) =>
      path.slice(0, index),
    );
    return folders.some((chart) => this.tree.has(posix.join(chart, 'Chart.yaml')));
  }
}

const GLOB = /[*?[\]{}!]/;

/** What Git LFS leaves in place of a file. */
const LARGE_FILE =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n/;
const POINTER_BYTES = 1024;

function groupByFile({ documents, files }: Sources): Map<string, Document[]> {
  const byFile = new Map<string, Document[]>(files.map((file) => [file, []]));
  for (const document of documents) byFile.get(document.file.path)?.push(document);
  return byFile;
}

/** The current directory is real, a path that was named may lead there through links. */
function realPathOf(absolute: string): string {
  try {
    return realpathSync(absolute);
  } catch {
    // What is no more has no other name.
    return absolute;
  }
}

/** Git names a content by the hash of its kind, length and bytes. */
function isUnchanged(path: string, { id }: Blob): boolean {
  return hashOf(path, id.length > 40 ? 'sha256' : 'sha1', true) === id;
}

function hashOf(path: string, algorithm: string, asBlob = false): string | undefined {
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  const hash = createHash(algorithm);
  if (asBlob) hash.update(`blob ${bytes.length}\0`);
  return hash.update(bytes).digest('hex');
}

/** `{a,b}.yaml` → `a.yaml`, `b.yaml`. */
function expandBraces(glob: string): string[] {
  const [whole, before = '', choices = '', after = ''] =
    /^([^]*?)\{([^{}]*,[^{}]*)\}([^]*)$/.exec(glob) ?? [];
  if (whole === undefined) return [glob];
  return choices.split(',').flatMap((choice) => expandBraces(before + choice + after));
}
