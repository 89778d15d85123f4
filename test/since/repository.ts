import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderOf, run } from '../support/command.ts';

export interface Outcome {
  readonly status: number | null;
  /** `file:line` of each finding. */
  readonly found: readonly string[];
  readonly said: string;
}

/** A git repository in a folder of its own. */
export class Repository {
  constructor(readonly folder: string) {}

  static of(files: Readonly<Record<string, string | Buffer>>): Repository {
    const repository = new Repository(folderOf(files));
    repository.git('init', '--quiet', '--initial-branch=main');
    repository.commit();
    return repository;
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=cart', '-c', 'user.email=cart@shop.example'];
    const more = ['-c', 'protocol.file.allow=always', '-c', 'commit.gpgsign=false'];
    const { status, stdout, stderr } = spawnSync('git', [...who, ...more, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  commit(): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message=a day of the shop');
    return this.git('rev-parse', 'HEAD');
  }

  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [file, text] of Object.entries(files)) {
      const place = path.join(this.folder, file);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
  }

  remove(...files: string[]): void {
    for (const file of files) rmSync(path.join(this.folder, file), { recursive: true });
  }

  /** Runs the command in the repository, or in a folder of it. */
  lint(args: readonly string[], folder = '.'): Outcome {
    const { status, stdout, stderr } = run(args, { cwd: path.join(this.folder, folder) });
    const found = stdout.split('\n').flatMap((line) => /^([^:]+:\d+)/.exec(line)?.[1] ?? []);
    return { status, found, said: stderr };
  }
}
