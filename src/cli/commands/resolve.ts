import {
  RECORD_TYPES,
  Resolver,
  type Asker,
  type Cluster,
  type RecordType,
  type Resolution,
} from '../../cluster/index.ts';
import { kindNamed, tellPlaces, tellResolution } from '../../trace/index.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';
import { DNS_OPTIONS, zoneFrom } from './dns-options.ts';
import { CLUSTER_OPTIONS, namespaceFrom, readCluster, textOf } from './read-cluster.ts';

const UNKNOWN = 3;

const EXIT_CODES: Readonly<Record<Resolution['status'], number>> = {
  found: EXIT.clean,
  missing: EXIT.findings,
  unknown: UNKNOWN,
};

export const command: Command = {
  name: 'resolve',
  summary: 'what a DNS name means to a Pod: an offline nslookup',
  positionals: '<name> [paths...]',
  options: {
    from: {
      value: 'who',
      help: 'who asks: NAMESPACE, or [NAMESPACE/]KIND/NAME for its own resolver settings',
    },
    type: {
      value: 'type',
      choices: RECORD_TYPES,
      default: 'A',
      help: 'the record that is asked for; PTR takes an address as name',
    },
    format: {
      value: 'format',
      choices: ['text', 'json'],
      default: 'text',
      help: 'the story line by line, or JSON as schema/resolution.schema.json describes it',
    },
    ...DNS_OPTIONS,
    ...CLUSTER_OPTIONS,
  },
  more: 'Exit codes: 0 found, 1 missing, 3 unknown, 2 could not do it.\n',
  run: async (args, io) => {
    const [name, ...paths] = args.positionals;
    if (name === undefined) throw new UsageError('resolve what? give a name');
    const cluster = await readCluster(paths, args, io);
    if (cluster === undefined) return EXIT.failed;
    const namespace = namespaceFrom(args);
    const from = textOf(args, 'from') ?? namespace;
    const asker = findAsker(cluster, from, namespace);
    const type = RECORD_TYPES.find((it) => it === textOf(args, 'type')) ?? 'A';
    const resolver = new Resolver(cluster, zoneFrom(args));
    const resolution = withPlaces(cluster, resolver.resolve(name, type, asker));
    io.stdout.write(
      textOf(args, 'format') === 'json'
        ? `${JSON.stringify(toJson(name, from, type, resolution), undefined, 2)}\n`
        : tellResolution(cluster, { name, type, asker }, resolution),
    );
    return EXIT_CODES[resolution.status];
  },
};

/** A namespace, or `[NAMESPACE/]KIND/NAME`. */
function findAsker(cluster: Cluster, from: string, defaultNamespace: string): Asker {
  const parts = from.split('/');
  if (parts.length === 1) return { namespace: from, workload: undefined };
  const [namespace = '', kindText = '', name = ''] =
    parts.length === 2 ? [defaultNamespace, ...parts] : parts;
  const kind = kindNamed(kindText);
  if (kind === undefined || parts.length > 3) {
    throw new UsageError(`--from ${from}: give NAMESPACE or [NAMESPACE/]KIND/NAME`);
  }
  const workload = cluster
    .workloadsIn(namespace)
    .filter(({ resource }) => resource.kind === kind && resource.name.value === name)
    .at(-1);
  if (workload === undefined) {
    throw new UsageError(`--from ${from}: there is no ${kind} ${name} in namespace ${namespace}`);
  }
  return { namespace, workload };
}

function withPlaces(cluster: Cluster, resolution: Resolution): Resolution {
  const service = resolution.reply?.service?.service;
  const note = service === undefined ? undefined : tellPlaces(cluster.placesOf(service.resource));
  return note === undefined ? resolution : { ...resolution, notes: [...resolution.notes, note] };
}

function toJson(name: string, from: string, type: RecordType, resolution: Resolution): object {
  const { status, rcode, asked, answers, tried, notes } = resolution;
  return {
    schemaVersion: 1,
    name,
    from,
    type,
    status,
    rcode,
    asked: asked ?? null,
    answers,
    tried,
    notes,
  };
}
