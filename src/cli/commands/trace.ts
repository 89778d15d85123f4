import { tellTrace, trace, type Hop, type Trace } from '../../trace/index.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';
import { DNS_OPTIONS, zoneFrom } from './dns-options.ts';
import { CLUSTER_OPTIONS, namespaceFrom, readCluster, textOf } from './read-cluster.ts';

const UNKNOWN = 3;

const EXIT_CODES: Readonly<Record<Trace['status'], number>> = {
  whole: EXIT.clean,
  broken: EXIT.findings,
  unknown: UNKNOWN,
};

export const command: Command = {
  name: 'trace',
  summary: 'every hop of a request, from host, Service, name or workload to the container',
  positionals: '<target> [paths...]',
  options: {
    format: {
      value: 'format',
      choices: ['text', 'json'],
      default: 'text',
      help: 'one line per hop, or JSON as schema/trace.schema.json describes it',
    },
    ...DNS_OPTIONS,
    ...CLUSTER_OPTIONS,
  },
  more: [
    'Targets: shop.example.com/cart (an Ingress), [NAMESPACE/]service/NAME[:PORT], NAMESPACE/NAME,',
    'cart.shop:80 (a DNS name), [NAMESPACE/]KIND/NAME (a workload or an Ingress).',
    'Exit codes: 0 every hop is there, 1 one is broken, 3 unknown, 2 could not do it.',
    '',
  ].join('\n'),
  run: async (args, io) => {
    const [target, ...paths] = args.positionals;
    if (target === undefined) throw new UsageError('trace what? give a target');
    const cluster = await readCluster(paths, args, io);
    if (cluster === undefined) return EXIT.failed;
    const options = { namespace: namespaceFrom(args), zone: zoneFrom(args) };
    const result = trace(cluster, target, options);
    io.stdout.write(
      textOf(args, 'format') === 'json'
        ? `${JSON.stringify(toJson(result), undefined, 2)}\n`
        : tellTrace(result),
    );
    return EXIT_CODES[result.status];
  },
};

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
