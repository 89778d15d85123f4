import type { Cluster } from '../../cluster/index.ts';
import { printGraph, toDot, toMermaid, toPicture } from '../../draw/index.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';
import { CLUSTER_OPTIONS, readCluster, textOf } from './read-cluster.ts';

type Print = (cluster: Cluster, withConnections: boolean) => Iterable<string>;

const FORMATS: Readonly<Record<string, Print>> = {
  json: printGraph,
  dot: (cluster) => [toDot(toPicture(cluster))],
  mermaid: (cluster) => [toMermaid(toPicture(cluster))],
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
    connections: {
      help: 'also list what NetworkPolicies let through between every two workloads (JSON only)',
    },
    ...CLUSTER_OPTIONS,
  },
  run: async (args, io) => {
    const format = textOf(args, 'format') ?? 'json';
    const withConnections = args.values['connections'] === true;
    if (withConnections && format !== 'json') {
      throw new UsageError('--connections goes with --format json');
    }
    const cluster = await readCluster(args.positionals, args, io);
    const print = FORMATS[format];
    if (cluster === undefined || print === undefined) return EXIT.failed;
    for (const text of print(cluster, withConnections)) io.stdout.write(text);
    return EXIT.clean;
  },
};
