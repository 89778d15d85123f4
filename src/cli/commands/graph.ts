import type { Cluster } from '../../cluster/index.ts';
import { toDot, toGraphJson, toMermaid, toPicture } from '../../draw/index.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { CLUSTER_OPTIONS, readCluster, textOf } from './read-cluster.ts';

const FORMATS: Readonly<Record<string, (cluster: Cluster) => string>> = {
  json: (cluster) => `${JSON.stringify(toGraphJson(cluster), undefined, 2)}\n`,
  dot: (cluster) => toDot(toPicture(cluster)),
  mermaid: (cluster) => toMermaid(toPicture(cluster)),
};

export const command: Command = {
  name: 'graph',
  summary: 'what a cluster would make of everything given: objects, endpoints, who reaches whom',
  positionals: '[paths...]',
  options: {
    format: {
      value: 'format',
      choices: Object.keys(FORMATS),
      default: 'json',
      help: 'JSON as schema/graph.schema.json describes it, or a drawing for Graphviz or Mermaid',
    },
    ...CLUSTER_OPTIONS,
  },
  run: async (args, io) => {
    const cluster = await readCluster(args.positionals, args, io);
    const print = FORMATS[textOf(args, 'format') ?? 'json'];
    if (cluster === undefined || print === undefined) return EXIT.failed;
    io.stdout.write(print(cluster));
    return EXIT.clean;
  },
};
