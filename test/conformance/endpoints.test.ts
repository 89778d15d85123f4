import { expect, test } from 'vitest';
import { toGraphJson, type GraphJson } from '../../src/draw/graph-json.ts';
import { clusterOf, readRecordings, type RecordedPort, type Recording } from './recording.ts';

type RecordedService = NonNullable<Recording['services']>[number];

/** One line per endpoint and port, as both sides can say it. */
function line(source: string, port: RecordedPort | undefined): string {
  const where =
    port === undefined
      ? 'no port'
      : `${port.name ?? ''} ${port.protocol ?? 'TCP'} ${port.port ?? 'any'}`;
  return `${source}: ${where}`;
}

function sourceName(source: { kind: string; namespace: string | null; name: string }): string {
  return `${source.kind} ${source.namespace ?? 'default'}/${source.name}`;
}

function recordedLines(service: RecordedService): string[] {
  return service.endpoints.flatMap(({ ports, endpoints }) =>
    endpoints.flatMap(({ source, address, addresses }) => {
      const sources =
        source === null
          ? (addresses ?? [address ?? '']).map((it) => `address ${it}`)
          : [sourceName(source)];
      return sources.flatMap((it) => portLines(it, ports));
    }),
  );
}

function ourLines(service: GraphJson['services'][number]): string[] {
  return service.endpoints.flatMap(({ workload, addresses, ports }) => {
    const sources =
      workload === null ? (addresses ?? []).map((it) => `address ${it}`) : [sourceName(workload)];
    return sources.flatMap((it) => portLines(it, ports));
  });
}

function portLines(source: string, ports: readonly RecordedPort[] | null): string[] {
  return ports === null || ports.length === 0
    ? [line(source, undefined)]
    : ports.map((port) => line(source, port));
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort();
}

// What ran and ended shows in no manifest: scenarios with phases are left out.
const recordings = readRecordings().filter(
  ({ scenario, services = [] }) => scenario.phases === undefined && services.length > 0,
);

test.each(recordings)('$id: the endpoints of every Service', (recording) => {
  const { services } = toGraphJson(clusterOf(recording));
  const ours = Object.fromEntries(
    services.map((it) => [`${it.namespace ?? 'default'}/${it.name}`, unique(ourLines(it))]),
  );
  for (const service of recording.services ?? []) {
    if (service.namespace === 'default' && service.name === 'kubernetes') continue;
    const id = `${service.namespace}/${service.name}`;
    expect(ours[id] ?? [], id).toEqual(unique(recordedLines(service)));
  }
});
