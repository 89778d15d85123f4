import type { Asker, Cluster, Endpoint, RecordType, Resolution } from '../cluster/index.ts';
import {
  describeResource,
  describeServicePort,
  type Resource,
  type Service,
} from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import type { Hop, Trace } from './hop.ts';

/** The way from a name to its answer, for a reader: one line per candidate, then what it leads to. */
export function tellResolution(
  cluster: Cluster,
  question: { readonly name: string; readonly type: RecordType; readonly asker: Asker },
  resolution: Resolution,
): string {
  const { name, type, asker } = question;
  const who =
    asker.workload === undefined
      ? `a Pod in namespace ${asker.namespace}`
      : `the Pods of ${describeResource(asker.workload.resource)}`;
  const width = Math.max(...resolution.tried.map((it) => it.name.length));
  const service = resolution.reply?.service?.service;
  return [
    `${name} (${type}), asked by ${who}`,
    ...resolution.notes.map((note) => `  note: ${note}`),
    ...resolution.tried.map((it) => `  ${it.name.padEnd(width)}  ${it.rcode.padEnd(8)}  ${it.why}`),
    ...resolution.answers.map(({ type: of, is }) => `  = ${of} ${is}`),
    ...(service === undefined ? [] : tellService(cluster, service)),
    ...(resolution.status === 'found' ? [] : [`${resolution.status}: ${resolution.rcode}`]),
    '',
  ].join('\n');
}

function tellService(cluster: Cluster, service: Service): string[] {
  const { resource, ports } = service;
  const form = service.isHeadless ? 'headless' : service.type.value;
  const endpoints = new Set(cluster.endpointsOf(service).map(tellEndpoint));
  return [
    `${describeResource(resource)} (${form})  ${placeOf(resource.name)}`,
    ...ports.map((port) => {
      const target = port.targetPort?.value;
      const arrow = target === undefined ? '' : ` → ${target}`;
      return `  port ${describeServicePort(port)}${arrow}  ${placeOf(port.at)}`;
    }),
    ...(endpoints.size === 0 ? ['  nothing is behind it'] : endpoints),
  ];
}

function tellEndpoint({ pod, source, addresses, ports, hostname }: Endpoint): string {
  const numbers = ports.map((it) => `${it.port ?? '?'}/${it.protocol}`).join(', ');
  const at = numbers === '' ? 'none of the ports' : numbers;
  const name = hostname === undefined ? '' : ` "${hostname}"`;
  if (pod !== undefined) {
    const { resource } = pod.workload;
    return `  Pods of ${describeResource(resource)}${name}: ${at}  ${placeOf(resource.name)}`;
  }
  const who = source === undefined ? '' : `  ${placeOf(source.resource.name)}`;
  return `  ${addresses.join(', ')}${name}: ${at}${who}`;
}

/** Every hop with its place; the last line of a path says whether a request gets through. */
export function tellTrace({ target, paths, notes, status }: Trace): string {
  const several = paths.length > 1;
  const lines = paths.flatMap(({ hops }, index) => [
    ...(several ? [`way ${index + 1}`] : []),
    ...hops.flatMap(tellHop),
  ]);
  return [target, ...notes.map((note) => `  note: ${note}`), ...lines, status, ''].join('\n');
}

const MARKS: Readonly<Record<Hop['status'], string>> = { whole: '→', broken: '✗', unknown: '?' };

function tellHop({ text, at, status, mend }: Hop): string[] {
  const place = at === undefined ? '' : `  ${placeOf(at)}`;
  return [`  ${MARKS[status]} ${text}${place}`, ...(mend === undefined ? [] : [`      ${mend}`])];
}

function placeOf(at: Located<unknown>): string {
  return `${at.document.file.path}:${at.range.start.line}`;
}

/** Where an identity stands more than once: the last place counts. */
export function tellPlaces(places: readonly Resource[]): string | undefined {
  const [first] = places;
  if (first === undefined || places.length < 2) return undefined;
  const list = places.map(({ name }) => placeOf(name)).join(', ');
  return `${describeResource(first)} stands ${places.length} times (${list}); the last one counts`;
}
