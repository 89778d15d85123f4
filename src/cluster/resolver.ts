import type { Workload } from '../model/index.ts';
import type { Field } from '../parse/index.ts';
import { familyOf, reverseName } from './address.ts';
import type { Cluster } from './cluster.ts';
import {
  Zone,
  type Rcode,
  type RecordType,
  type ZoneAnswer,
  type ZoneOptions,
  type ZoneReply,
} from './zone.ts';

/** Where a question is asked. */
export interface Asker {
  readonly namespace: string;
  /** Whose Pods ask; undefined for any Pod of the namespace with default settings. */
  readonly workload: Workload | undefined;
}

/** A name that was tried, and what came of it. */
export interface Attempt {
  readonly name: string;
  readonly rcode: Rcode;
  readonly why: string;
}

export interface Resolution {
  readonly status: 'found' | 'missing' | 'unknown';
  readonly rcode: Rcode;
  /** The candidate that has an answer. */
  readonly asked: string | undefined;
  readonly answers: readonly ZoneAnswer[];
  readonly tried: readonly Attempt[];
  /** The reply that decided. */
  readonly reply: ZoneReply | undefined;
  /** What else there is to know: a policy that keeps the cluster's names away, say. */
  readonly notes: readonly string[];
}

/** What a Pod's /etc/resolv.conf and /etc/hosts say (S-520 to S-526). */
interface ResolverSettings {
  readonly search: readonly string[];
  readonly ndots: number;
  /** Why the cluster's own names are out of reach; undefined when they are not. */
  readonly noCluster: string | undefined;
  readonly hosts: ReadonlyMap<string, readonly string[]>;
}

/** Names that end so are meant to be the cluster's. */
const OWN_ENDINGS = new Set(['svc', 'pod']);

const CLUSTER_NDOTS = 5;
const DEFAULT_NDOTS = 1;

/** Answers names as a Pod's resolver would, with the search list of that Pod. */
export class Resolver {
  readonly zone: Zone;

  constructor(
    private readonly cluster: Cluster,
    options: ZoneOptions,
  ) {
    this.zone = new Zone(cluster, options);
  }

  resolve(typed: string, type: RecordType, asker: Asker): Resolution {
    const settings = this.settingsOf(asker);
    const isAddress = familyOf(typed) !== undefined;
    const name = isAddress && type === 'PTR' ? reverseName(typed) : typed;
    const inHosts = lookInHosts(name, type, settings);
    if (inHosts !== undefined) return inHosts;
    const tried: Attempt[] = [];
    let best: ZoneReply | undefined;
    for (const candidate of candidatesOf(name, settings)) {
      const reply = this.askFor(candidate, type, settings);
      tried.push({ name: candidate, rcode: reply.rcode, why: reply.why });
      if (reply.answers.length > 0) {
        return this.conclude('found', reply, tried, candidate, settings);
      }
      if (best === undefined || rank(reply) > rank(best)) best = reply;
    }
    const isUnknown =
      best?.isUnknown === true ||
      this.cluster.isPartlyUnreadable ||
      (best?.rcode !== 'NODATA' && this.mayBeOutside(name));
    return this.conclude(isUnknown ? 'unknown' : 'missing', best, tried, undefined, settings);
  }

  private conclude(
    status: Resolution['status'],
    reply: ZoneReply | undefined,
    tried: readonly Attempt[],
    asked: string | undefined,
    { noCluster }: ResolverSettings,
  ): Resolution {
    return {
      status,
      rcode: reply?.rcode ?? 'NXDOMAIN',
      asked,
      answers: reply?.answers ?? [],
      tried,
      reply,
      notes: noCluster === undefined ? [] : [noCluster],
    };
  }

  private askFor(name: string, type: RecordType, { noCluster }: ResolverSettings): ZoneReply {
    const nothing = { rcode: 'NXDOMAIN', answers: [], service: undefined } as const;
    const isReverse = type === 'PTR' && /\.arpa\.$/i.test(name);
    if (!this.zone.covers(name) && !isReverse) {
      return { ...nothing, isUnknown: false, why: `${name} lies outside ${this.zone.domain}` };
    }
    if (noCluster !== undefined) return { ...nothing, isUnknown: false, why: noCluster };
    return this.zone.ask(name, type);
  }

  /** Whether a name that the cluster does not have may be one of the world outside. */
  private mayBeOutside(name: string): boolean {
    if (name.endsWith('.')) return !this.zone.covers(name) && !name.endsWith('.arpa.');
    const labels = name.toLowerCase().split('.');
    const last = labels.at(-1) ?? '';
    if (labels.length < 2 || OWN_ENDINGS.has(last) || this.cluster.namespaces.has(last))
      return false;
    return !this.zone.covers(`${name}.`);
  }

  private settingsOf({ namespace, workload }: Asker): ResolverSettings {
    const { domain } = this.zone;
    const base = {
      search: [`${namespace}.svc.${domain}`, `svc.${domain}`, domain],
      ndots: CLUSTER_NDOTS,
      noCluster: undefined,
      hosts: new Map<string, string[]>(),
    };
    if (workload === undefined) return base;
    const spec: Field = workload.template.fields.get('spec');
    const config = spec.get('dnsConfig');
    const settings = { ...base, ...this.policyOf(workload, spec, base), hosts: readHosts(spec) };
    const searches = config
      .get('searches')
      .items()
      .flatMap((item) => item.text()?.value ?? []);
    return {
      ...settings,
      search: [...settings.search, ...searches.filter((it) => !settings.search.includes(it))],
      ndots: readNdots(config) ?? settings.ndots,
    };
  }

  /** S-524: where the Pod's questions go, and what is searched before its own searches. */
  private policyOf(
    workload: Workload,
    spec: Field,
    base: ResolverSettings,
  ): Pick<ResolverSettings, 'search' | 'ndots' | 'noCluster'> {
    const policy = spec.get('dnsPolicy').text()?.value ?? 'ClusterFirst';
    const { hostNetwork } = workload.template;
    if (policy === 'None') {
      return {
        search: [],
        ndots: DEFAULT_NDOTS,
        noCluster: asksCluster(spec.get('dnsConfig'))
          ? undefined
          : 'dnsPolicy None: the nameservers in dnsConfig are not those of the cluster',
      };
    }
    if (policy === 'Default') {
      return {
        search: [],
        ndots: DEFAULT_NDOTS,
        noCluster:
          "dnsPolicy Default: the Pod asks its node's nameservers, they do not know the cluster's names",
      };
    }
    if (policy === 'ClusterFirst' && hostNetwork) {
      return {
        search: [],
        ndots: DEFAULT_NDOTS,
        noCluster:
          "hostNetwork with dnsPolicy ClusterFirst means the node's nameservers: it takes dnsPolicy ClusterFirstWithHostNet to know the cluster's names",
      };
    }
    return { search: base.search, ndots: base.ndots, noCluster: undefined };
  }
}

/** The cluster's DNS Service, or a cache on the node, has a private or link-local address. */
const PRIVATE_ADDRESS = /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|fd|fe80:)/i;

function asksCluster(config: Field): boolean {
  return config
    .get('nameservers')
    .items()
    .some((item) => PRIVATE_ADDRESS.test(item.text()?.value ?? ''));
}

function readNdots(config: Field): number | undefined {
  const option = config
    .get('options')
    .items()
    .find((item) => item.get('name').value() === 'ndots');
  const value = Number(option?.get('value').text()?.value);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, 15) : undefined;
}

/** hostAliases win over DNS (S-526). */
function readHosts(spec: Field): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const alias of spec.get('hostAliases').items()) {
    const ip = alias.get('ip').text()?.value;
    if (ip === undefined) continue;
    for (const hostname of alias.get('hostnames').items()) {
      const name = hostname.text()?.value.toLowerCase();
      if (name !== undefined) hosts.set(name, [...(hosts.get(name) ?? []), ip]);
    }
  }
  return hosts;
}

function lookInHosts(
  name: string,
  type: RecordType,
  { hosts }: ResolverSettings,
): Resolution | undefined {
  if (type !== 'A' && type !== 'AAAA') return undefined;
  const wanted = type === 'A' ? 'IPv4' : 'IPv6';
  const key = name.toLowerCase().replace(/\.$/, '');
  const ips = (hosts.get(key) ?? []).filter((ip) => familyOf(ip) === wanted);
  if (ips.length === 0) return undefined;
  const why = 'hostAliases write this name into /etc/hosts, which is asked before DNS';
  return {
    status: 'found',
    rcode: 'NOERROR',
    asked: name,
    answers: ips.map((ip) => ({ type, is: `address ${ip}` })),
    tried: [{ name, rcode: 'NOERROR', why }],
    reply: undefined,
    notes: [],
  };
}

/** S-521: which absolute names a resolver tries, in order. */
function candidatesOf(name: string, { search, ndots }: ResolverSettings): string[] {
  if (name.endsWith('.')) return [name];
  const searched = search.map((domain) => `${name}.${domain.replace(/\.$/, '')}.`);
  const dots = name.split('.').length - 1;
  const all = dots >= ndots ? [`${name}.`, ...searched] : [...searched, `${name}.`];
  return [...new Set(all)];
}

/** Of fruitless replies the one that says most: a name that exists, then a Service that does. */
function rank(reply: ZoneReply): number {
  if (reply.rcode === 'NODATA') return 3;
  if (reply.isUnknown) return 2;
  return reply.service === undefined ? 0 : 1;
}
