import { tellTrace, trace, type Hop, type Trace } from '../../trace/index.ts';
import type { CommandIo } from '../main.ts';
import { DEFAULT_NAMESPACE, readCluster, type ClusterCommandOptions } from './read-cluster.ts';
import { zoneOptions, type DnsOptions } from './resolve.ts';

export interface TraceCommandOptions extends ClusterCommandOptions, DnsOptions {
  readonly format: 'text' | 'json';
}

const EXIT_CODES: Readonly<Record<Trace['status'], number>> = { whole: 0, broken: 1, unknown: 3 };

/** `trace TARGET PATH…`: every hop on the way to a container. */
export async function runTrace(
  target: string,
  paths: readonly string[],
  options: TraceCommandOptions,
  io: CommandIo,
): Promise<number> {
  const cluster = await readCluster(paths, options, io);
  if (cluster === undefined) return 2;
  const namespace = options.namespace ?? DEFAULT_NAMESPACE;
  const result = trace(cluster, target, { namespace, zone: zoneOptions(options) });
  io.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(toJson(result), undefined, 2)}\n`
      : tellTrace(result),
  );
  return EXIT_CODES[result.status];
}

function toJson({ target, status, notes, paths }: Trace): object {
  return {
    schemaVersion: 1,
    target,
    status,
    notes,
    paths: paths.map(({ hops }) => ({ hops: hops.map(hopJson) })),
  };
}

function hopJson({ kind, text, status, mend, resource, at }: Hop): object {
  return {
    kind,
    text,
    status,
    ...(mend === undefined ? {} : { mend }),
    resource:
      resource === undefined
        ? null
        : {
            apiVersion: resource.apiVersion,
            kind: resource.kind,
            namespace: resource.namespace ?? null,
            name: resource.name.value,
          },
    at: at === undefined ? null : { file: at.document.file.path, range: at.range },
  };
}
