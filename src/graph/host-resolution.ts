import {
  readHostMentions,
  readHostName,
  readResourceTexts,
  readWorkloadTexts,
  type HostMention,
  type HostName,
  type HostReading,
  type Model,
  type Resource,
  type Service,
  type Workload,
} from '../model/index.ts';
import { append, appendAll } from './append.ts';
import { directoryOf } from '../source/source-file.ts';
import { isForeignService } from './foreign-services.ts';
import { FACE } from './near-miss.ts';
import type { Resolution, UnknownReason } from './resolution.ts';
import { likeness, type Likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';

/** What a host that a text names means to the Pods that read the text (semantics 5.2). */
export type HostAnswer =
  /** These Services: several where copies lie equally near. */
  | {
      readonly status: 'found';
      readonly services: readonly Service[];
      readonly reading: HostReading;
      readonly name: HostName;
      /** Near by, or in the very namespace that is meant: no other Service of that name is. */
      readonly isCertain: boolean;
    }
  /** No Service there; one of that very name is in another namespace (S-522). */
  | {
      readonly status: 'elsewhere';
      readonly services: readonly Service[];
      readonly namespace: string;
      readonly reading: HostReading;
    }
  /** No Service of that name; `alike` are those that may be meant, the most alike first. */
  | {
      readonly status: 'missing';
      readonly reading: HostReading;
      readonly namespace: string | undefined;
      readonly alike: readonly Service[];
    }
  | { readonly status: 'unknown'; readonly reason: UnknownReason };

export interface HostUse {
  readonly mention: HostMention;
  readonly answer: Exclude<HostAnswer, { readonly status: 'unknown' }>;
}

/** How the graph finds the Service that a resource names. */
export type FindService = (
  name: string,
  namespace: string | undefined,
  from: Resource,
) => Resolution<readonly Service[]>;

/** Words that stand where hosts stand. */
const NO_HOSTS = new Set([
  ...['localhost', 'true', 'false', 'null', 'none', 'auto', 'yes', 'no'],
  ...['tcp', 'udp', 'http', 'https', 'unix', 'tcp-listen', 'tcp-connect', 'object', 'port'],
]);

/** More Services than this on one port tell nothing, and would all be looked at for every host. */
const FEW = 32;

/** Ports that every second program serves: one and the same proves nothing. */
const COMMON_PORTS = new Set([
  ...[80, 443, 3000, 4000, 5000, 8000, 8001, 8080, 8081, 8082, 8083, 8088, 8090, 8443, 8888],
  ...[9000, 9001, 9090, 9100, 9443, 50051],
]);

const NOT_OURS: HostAnswer = { status: 'unknown', reason: 'nothing-in-view' };
const LIKENESSES: readonly (Likeness | undefined)[] = ['same', 'typo', 'part'];

/** All hosts that texts name, and which Services they mean. Everything is computed when asked for. */
export class Hosts {
  private known: readonly HostUse[] | undefined;
  private byService: Map<Service, HostUse[]> | undefined;
  private readonly namespaces = new Set<string>();
  private readonly byName = new Map<string, Service[]>();
  private readonly byPort = new Map<number, Service[]>();
  private readonly statefulSets = new Map<string, Workload[]>();
  private readonly aliases = new Set<string>();
  private readonly answers = new Map<string, HostAnswer>();
  /** Names of Services that some text has right. */
  private readonly named = new Set<string>();
  private readonly resembling = new Set<string>();
  private spelling: SpellingIndex<Service> | undefined;

  constructor(
    private readonly model: Model,
    private readonly findService: FindService,
    private readonly clusterDomain: string | undefined,
  ) {}

  /** In the order of reading; without those of which nothing is known. */
  get uses(): readonly HostUse[] {
    return (this.known ??= this.model.services.length === 0 ? [] : this.readUses());
  }

  /** The places that name a Service. */
  usesOf(service: Service): readonly HostUse[] {
    if (this.byService === undefined) {
      this.byService = new Map();
      for (const use of this.uses) {
        if (use.answer.status !== 'found') continue;
        for (const named of use.answer.services) append(this.byService, named, use);
      }
    }
    return this.byService.get(service) ?? [];
  }

  private readUses(): HostUse[] {
    this.prepare();
    const mentions: HostMention[] = [];
    for (const workload of this.model.workloads) {
      for (const texts of readWorkloadTexts(workload)) appendAll(mentions, readHostMentions(texts));
    }
    for (const resource of this.model.resources) {
      appendAll(mentions, readHostMentions(readResourceTexts(resource)));
    }
    this.spelling = this.indexSpelling(mentions);
    return mentions.flatMap((mention) => {
      const answer = this.answer(mention);
      return answer.status === 'unknown' ? [] : { mention, answer };
    });
  }

  private prepare(): void {
    const { services, workloads } = this.model;
    for (const service of services) {
      const { name, namespace } = service.resource;
      append(this.byName, name.value, service);
      for (const { port } of service.ports) {
        if (port !== undefined) append(this.byPort, port.value, service);
      }
      if (namespace !== undefined) this.namespaces.add(namespace);
    }
    for (const workload of workloads) {
      const { name, namespace, kind } = workload.resource;
      if (namespace !== undefined) this.namespaces.add(namespace);
      if (kind === 'StatefulSet') append(this.statefulSets, name.value, workload);
      for (const alias of workload.template.fields.get('spec').get('hostAliases').items()) {
        for (const host of alias.get('hostnames').items()) {
          this.aliases.add(host.text()?.value ?? '');
        }
      }
    }
  }

  /** Only names that no Service in view bears, and that resemble one, will be asked for. */
  private indexSpelling(mentions: readonly HostMention[]): SpellingIndex<Service> {
    const unknown = new Set<string>();
    for (const { host } of mentions) {
      const name = readHostName(host.value, this.clusterDomain);
      for (const reading of name.readings) {
        if (this.byName.has(reading.service)) this.named.add(reading.service);
        else if (this.isPlausible(reading, name)) unknown.add(reading.service);
      }
    }
    const index = new SpellingIndex<Service>(unknown);
    if (unknown.size === 0) return index;
    for (const service of this.model.services) {
      index.add(service.resource.file.path, service.resource.name.value, service);
    }
    for (const name of unknown) if (index.resembles(name)) this.resembling.add(name);
    return index;
  }

  private answer(mention: HostMention): HostAnswer {
    const { host, port, source } = mention;
    const { from, readBy } = source;
    const key = `${host.value}:${port?.value ?? ''}\n${from.namespace ?? ''}\n${from.standing}\n${readBy}\n${from.file.path}`;
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = this.resolve(mention);
      this.answers.set(key, answer);
    }
    return answer;
  }

  private resolve(mention: HostMention): HostAnswer {
    const { from, readBy } = mention.source;
    const host = mention.host.value;
    if (NO_HOSTS.has(host)) return NOT_OURS;
    if (this.aliases.has(host)) return { status: 'unknown', reason: 'set-at-run-time' };
    const name = readHostName(host, this.clusterDomain);
    // A controller is in another namespace: only names that state one mean the same to it.
    const readings = name.readings.filter(
      (reading) =>
        (readBy !== 'controller' || reading.namespace !== undefined) &&
        this.isPlausible(reading, name),
    );
    for (const reading of readings) {
      const namespace = reading.namespace ?? from.namespace;
      const resolution = this.findService(reading.service, namespace, from);
      if (resolution.status === 'found' && resolution.value.length > 0) {
        const services = resolution.value;
        const isCertain =
          services.every(({ resource }) => isCertainly(resource, namespace, from)) ||
          this.isTelling(reading.service);
        return { status: 'found', services, reading, name, isCertain };
      }
    }
    const [reading] = readings;
    return reading === undefined || name.lacks !== undefined
      ? NOT_OURS
      : this.missing(mention, reading, name);
  }

  /** A name of several words that one Service of the whole run bears means that one. */
  private isTelling(name: string): boolean {
    return name.includes('-') && this.byName.get(name)?.length === 1;
  }

  /** Whether a name that need not be one of the cluster's is one, as far as can be seen. */
  private isPlausible({ namespace, pod }: HostReading, { isFull }: HostName): boolean {
    if (isFull) return true;
    if (pod !== undefined && !this.statefulSets.has(withoutOrdinal(pod))) return false;
    return namespace === undefined || this.namespaces.has(namespace);
  }

  private missing(mention: HostMention, reading: HostReading, { isFull }: HostName): HostAnswer {
    const { from } = mention.source;
    const namespace = reading.namespace ?? from.namespace;
    const resolution = this.findService(reading.service, namespace, from);
    if (resolution.status === 'unknown') return resolution;
    if (isForeignService(reading.service)) return { status: 'unknown', reason: 'made-elsewhere' };
    const bearers = this.byName.get(reading.service) ?? [];
    if (bearers.length > 0 && namespace !== undefined) {
      const near = bearers.filter(({ resource }) => isNear(resource, from));
      return near.length > 0
        ? { status: 'elsewhere', services: near, namespace, reading }
        : NOT_OURS;
    }
    const alike = this.meant(mention, reading);
    const isStrange = isFull && namespace !== undefined && !this.namespaces.has(namespace);
    // Of a namespace that nothing in view states, only what resembles something is known.
    return isStrange && alike.length === 0
      ? NOT_OURS
      : { status: 'missing', reading, namespace, alike };
  }

  /** The Services that may be meant by a name that none bears. */
  private meant(mention: HostMention, reading: HostReading): readonly Service[] {
    const { port, form, source } = mention;
    const { service: name, pod } = reading;
    const { from, workload } = source;
    // The name of a container that was a host of its own under docker-compose.
    if (workload?.template.containers.some((it) => it.name.value === name) === true) return [];
    const namespace = reading.namespace ?? from.namespace;
    const alike = this.namedLike(name, namespace, from);
    const [best] = alike;
    const how = best && likeness(name, best.resource.name.value);
    if (best !== undefined && how !== 'part') {
      if (!isNear(best.resource, from)) return [];
      return alike.filter(({ resource }) => likeness(name, resource.name.value) === how);
    }
    // A word more or less, or another name, proves something only beside the very same port, and
    // where nobody else asks for the Service that has it.
    const isHost = form === 'url' || form === 'host-port' || form === 'full-name';
    if (!isHost || port === undefined || pod !== undefined) return [];
    const candidates = alike.length > 0 ? alike : this.servingRare(port.value);
    const fitting = candidates.filter((service) => isBeside(service, mention, namespace));
    // Another text has this name right: what is missing here is another Service.
    if (fitting.some(({ resource }) => this.named.has(resource.name.value))) return [];
    return fitting.length === 1 ? fitting : [];
  }

  /** The Services with a port that few have. */
  private servingRare(port: number): readonly Service[] {
    const services = COMMON_PORTS.has(port) ? [] : (this.byPort.get(port) ?? []);
    return services.length <= FEW ? services : [];
  }

  private namedLike(
    name: string,
    namespace: string | undefined,
    from: Resource,
  ): readonly Service[] {
    const rank = ({ resource }: Service): number =>
      LIKENESSES.indexOf(likeness(name, resource.name.value));
    if (!this.resembling.has(name)) return [];
    const alike = this.spelling?.nearest(from.file.path, [name], (similar) => {
      const near = [...similar].filter((service) => {
        const own = service.resource.namespace;
        return rank(service) >= 0 && (own ?? namespace) === (namespace ?? own);
      });
      return near.length > 0 ? near.sort((a, b) => rank(a) - rank(b)) : undefined;
    });
    return alike ?? [];
  }
}

/** Whether it serves the port, in the folder of the text, and is not the reader's own Service. */
function isBeside(
  { resource, ports, selector }: Service,
  { port, source }: HostMention,
  namespace: string | undefined,
): boolean {
  const { from, workload } = source;
  const isOwn = [...(selector ?? [])].every(
    ([key, { value }]) => workload?.template.labels.get(key)?.value.value === value.value,
  );
  return (
    ports.some((it) => it.port?.value === port?.value) &&
    !FACE.test(resource.name.value) &&
    (resource.namespace ?? namespace) === (namespace ?? resource.namespace) &&
    isBelow(resource, from.file.directory) &&
    !(workload !== undefined && isOwn)
  );
}

/** In the folder above the one that names it, or below. */
function isNear(resource: Resource, from: Resource): boolean {
  return isBelow(resource, directoryOf(from.file.directory));
}

function isBelow({ file }: Resource, directory: string): boolean {
  return directory === '' || `${file.directory}/`.startsWith(`${directory}/`);
}

function isCertainly(resource: Resource, namespace: string | undefined, from: Resource): boolean {
  return isNear(resource, from) || (namespace !== undefined && resource.namespace === namespace);
}

/** `web` for `web-0`: the StatefulSet whose Pod may be called so. */
export function withoutOrdinal(pod: string): string {
  return pod.replace(/-\d+$/, '');
}
