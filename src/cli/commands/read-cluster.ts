import { resolve } from 'node:path';
import { Cluster } from '../../cluster/index.ts';
import { readModel } from '../../model/index.ts';
import { parseManifest, type Document } from '../../parse/index.ts';
import { discover, explainSystemError } from '../../source/discover.ts';
import { readPieces } from '../../source/read.ts';
import type { CommandIo } from '../main.ts';

/** What `graph`, `resolve` and `trace` are told in common. */
export interface ClusterCommandOptions {
  /** Of objects that state none. */
  readonly namespace?: string;
  readonly kubernetesVersion?: string;
}

export const DEFAULT_NAMESPACE = 'default';

/** Reads all that is given as one cluster; undefined when some of it could not be read. */
export async function readCluster(
  paths: readonly string[],
  options: ClusterCommandOptions,
  io: CommandIo,
): Promise<Cluster | undefined> {
  const { files, problems } = await discover(paths.length === 0 ? ['.'] : paths, io.cwd);
  for (const problem of problems) io.stderr.write(`${problem.path}: ${problem.message}\n`);
  let isComplete = problems.length === 0;
  const documents: Document[] = [];
  for (const { path, isChartTemplate } of files) {
    try {
      for (const { file, refusal } of readPieces(resolve(io.cwd, path), path)) {
        if (refusal === undefined) documents.push(...parseManifest(file, { isChartTemplate }));
      }
    } catch (error) {
      io.stderr.write(`${path}: ${explainSystemError(error)}\n`);
      isComplete = false;
    }
  }
  if (!isComplete) return undefined;
  const namespace = options.namespace ?? DEFAULT_NAMESPACE;
  return new Cluster(readModel(documents, { namespace, asWritten: true }));
}
