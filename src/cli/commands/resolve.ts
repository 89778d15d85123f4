import {
  DEFAULT_ZONE,
  Resolver,
  type Asker,
  type Cluster,
  type RecordType,
  type Resolution,
  type ZoneOptions,
} from '../../cluster/index.ts';
import { kindNamed, tellPlaces, tellResolution } from '../../trace/index.ts';
import type { CommandIo } from '../main.ts';
import { DEFAULT_NAMESPACE, readCluster, type ClusterCommandOptions } from './read-cluster.ts';

/** What there is to say about the cluster's DNS server. */
export interface DnsOptions {
  readonly clusterDomain?: string;
  readonly pods?: ZoneOptions['pods'];
  readonly ipFamily?: 'ipv4' | 'ipv6' | 'dual';
}

export interface ResolveOptions extends ClusterCommandOptions, DnsOptions {
  readonly from?: string;
  readonly type: RecordType;
  readonly format: 'text' | 'json';
}

const EXIT_CODES: Readonly<Record<Resolution['status'], number>> = {
  found: 0,
  missing: 1,
  unknown: 3,
};

const FAMILIES = {
  ipv4: ['IPv4'],
  ipv6: ['IPv6'],
  dual: ['IPv4', 'IPv6'],
} as const;

export function zoneOptions({ clusterDomain, pods, ipFamily }: DnsOptions): ZoneOptions {
  return {
    domain: clusterDomain ?? DEFAULT_ZONE.domain,
    pods: pods ?? DEFAULT_ZONE.pods,
    families: FAMILIES[ipFamily ?? 'ipv4'],
  };
}

/** `resolve NAME --from … PATH…`: what a name means to a Pod. */
export async function runResolve(
  name: string,
  paths: readonly string[],
  options: ResolveOptions,
  io: CommandIo,
): Promise<number> {
  const cluster = await readCluster(paths, options, io);
  if (cluster === undefined) return 2;
  const namespace = options.namespace ?? DEFAULT_NAMESPACE;
  const from = options.from ?? namespace;
  const asker = findAsker(cluster, from, namespace);
  if (typeof asker === 'string') {
    io.stderr.write(`--from ${from}: ${asker}\n`);
    return 2;
  }
  const { type } = options;
  const resolution = withPlaces(
    cluster,
    new Resolver(cluster, zoneOptions(options)).resolve(name, type, asker),
  );
  io.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(toJson(name, from, type, resolution), undefined, 2)}\n`
      : tellResolution(cluster, { name, type, asker }, resolution),
  );
  return EXIT_CODES[resolution.status];
}

/** A namespace, or `[NAMESPACE/]KIND/NAME`; a text says why it is neither. */
function findAsker(cluster: Cluster, from: string, defaultNamespace: string): Asker | string {
  const parts = from.split('/');
  if (parts.length === 1) return { namespace: from, workload: undefined };
  const [namespace = '', kindText = '', name = ''] =
    parts.length === 2 ? [defaultNamespace, ...parts] : parts;
  const kind = kindNamed(kindText);
  if (kind === undefined || parts.length > 3) return 'give NAMESPACE or [NAMESPACE/]KIND/NAME';
  const workload = cluster
    .workloadsIn(namespace)
    .filter(({ resource }) => resource.kind === kind && resource.name.value === name)
    .at(-1);
  if (workload === undefined) return `no ${kind} ${name} in namespace ${namespace} is given`;
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
