import { dirname, join, normalize } from 'node:path/posix';
import { askGit, GitProblem } from './git.ts';

/** A file's content as git keeps it. */
export interface Blob {
  /** The folder from which git is asked for it. */
  readonly repository: string;
  readonly id: string;
}

/** What a commit says of a path: a file, nothing, or what nobody here can know. */
export type Answer = Blob | 'absent' | 'unknown';

interface Entry extends Blob {
  readonly kind: 'file' | 'link' | 'submodule';
}

const KINDS: Readonly<Record<string, Entry['kind']>> = {
  '100': 'file',
  '120': 'link',
  '160': 'submodule',
};
/** More links behind each other are a circle. */
const MOST_LINKS = 20;

/** The files of a commit; paths count from the root of the repository, with `/`. */
export class CommitTree {
  private readonly entries = new Map<string, Entry>();
  private linkTargets: ReadonlyMap<string, string> | undefined;
  /** Submodules of which the commit is not there. */
  readonly unknownSubmodules = new Set<string>();

  constructor(
    private readonly root: string,
    commit: string,
  ) {
    this.add('', root, commit);
  }

  /** All paths of files; those of submodules once one of their files was asked for. */
  get files(): string[] {
    return [...this.entries].flatMap(([path, { kind }]) => (kind === 'file' ? path : []));
  }

  has(path: string): boolean {
    return this.entries.has(path);
  }

  /** The file at a path, through links and submodules. */
  at(path: string, links = 0): Answer {
    const entry = this.entries.get(path);
    if (entry?.kind === 'file') return entry;
    if (links > MOST_LINKS || path.startsWith('../')) return 'absent';
    if (entry?.kind === 'link') return this.at(this.targetOf(path, entry), links + 1);
    return this.below(path, links);
  }

  /** What lies behind the link or the submodule that the path leads through. */
  private below(path: string, links: number): Answer {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      const entry = this.entries.get(folder);
      if (entry?.kind === 'link') {
        return this.at(join(this.targetOf(folder, entry), path.slice(end)), links + 1);
      }
      if (entry?.kind === 'submodule') return this.inSubmodule(folder, entry, path, links);
    }
    return 'absent';
  }

  private inSubmodule(folder: string, { id }: Entry, path: string, links: number): Answer {
    if (this.unknownSubmodules.has(folder)) return 'unknown';
    this.entries.delete(folder);
    try {
      this.add(`${folder}/`, join(this.root, folder), id);
    } catch (error) {
      if (!(error instanceof GitProblem)) throw error;
      this.unknownSubmodules.add(folder);
      this.entries.set(folder, { kind: 'submodule', id, repository: this.root });
      return 'unknown';
    }
    return this.at(path, links + 1);
  }

  private add(prefix: string, repository: string, commit: string): void {
    const list = askGit(repository, ['ls-tree', '-r', '-z', '--full-tree', commit]);
    for (const line of list.toString('utf8').split('\0')) {
      const [, mode = '', id = '', path = ''] = /^(\d{3})\d{3} \w+ (\w+)\t([^]*)$/.exec(line) ?? [];
      const kind = KINDS[mode];
      if (kind !== undefined) this.entries.set(prefix + path, { kind, repository, id });
    }
  }

  private targetOf(path: string, { repository }: Entry): string {
    if (this.linkTargets === undefined) {
      const links = [...this.entries].filter(([, it]) => it.kind === 'link');
      const blobs = readBlobs(
        links.map(([, entry]) => entry).filter((it) => it.repository === repository),
      );
      this.linkTargets = new Map(
        links.map(([from, { id }]) => [from, blobs.get(id)?.toString('utf8') ?? '']),
      );
    }
    return normalize(join(dirname(path), this.linkTargets.get(path) ?? ''));
  }
}

/** The contents of blobs by id, as they are stored; one question for each repository. */
export function readBlobs(blobs: readonly Blob[]): ReadonlyMap<string, Buffer> {
  const idsOf = new Map<string, Set<string>>();
  for (const { repository, id } of blobs) {
    const ids = idsOf.get(repository) ?? new Set();
    idsOf.set(repository, ids.add(id));
  }
  const contents = new Map<string, Buffer>();
  for (const [repository, ids] of idsOf) {
    const answer = askGit(repository, ['cat-file', '--batch'], `${[...ids].join('\n')}\n`);
    for (const [id, content] of readBatch(answer)) contents.set(id, content);
  }
  return contents;
}

const NEWLINE = 0x0a;

/** `<id> blob <size>`, the content, an end of line; or `<id> missing`. */
function* readBatch(answer: Buffer): Generator<[id: string, content: Buffer]> {
  for (let at = 0; at < answer.length;) {
    const end = answer.indexOf(NEWLINE, at);
    const [id = '', type, size] = answer.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type !== 'blob') {
      throw new GitProblem(`the clone does not have all files of that commit: git fetch --refetch`);
    }
    const length = Number(size);
    yield [id, answer.subarray(at, at + length)];
    at += length + 1;
  }
}
