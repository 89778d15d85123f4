import { toDot, toGraphJson, toMermaid, toPicture } from '../../draw/index.ts';
import type { CommandIo } from '../main.ts';
import { readCluster, type ClusterCommandOptions } from './read-cluster.ts';

export interface GraphOptions extends ClusterCommandOptions {
  readonly format: 'json' | 'dot' | 'mermaid';
}

/** `graph PATH…`: what a cluster would make of everything given. */
export async function runGraph(
  paths: readonly string[],
  options: GraphOptions,
  io: CommandIo,
): Promise<number> {
  const cluster = await readCluster(paths, options, io);
  if (cluster === undefined) return 2;
  switch (options.format) {
    case 'json':
      io.stdout.write(`${JSON.stringify(toGraphJson(cluster), undefined, 2)}\n`);
      break;
    case 'dot':
      io.stdout.write(toDot(toPicture(cluster)));
      break;
    case 'mermaid':
      io.stdout.write(toMermaid(toPicture(cluster)));
      break;
  }
  return 0;
}
