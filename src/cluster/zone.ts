import { addressOfReverseName, canonical, familyOf, undashed } from './address.ts';
import type { Cluster } from './cluster.ts';
import {
  ZoneServices,
  type Host,
  type IpFamilies,
  type ZoneEndpoint,
  type ZonePort,
  type ZoneService,
} from './zone-service.ts';

export const RECORD_TYPES = ['A', 'AAAA', 'SRV', 'CNAME', 'PTR'] as const;

export type RecordType = (typeof RECORD_TYPES)[number];

export const POD_MODES = ['disabled', 'insecure', 'verified'] as const;

export type Rcode = 'NOERROR' | 'NODATA' | 'NXDOMAIN';

export interface ZoneAnswer {
  readonly type: RecordType;
  /** What it is, in words: addresses are a cluster's to give. */
  readonly is: string;
}

/** What the cluster's DNS server says to one absolute name. */
export interface ZoneReply {
  readonly rcode: Rcode;
  readonly answers: readonly ZoneAnswer[];
  /** One line that says why. */
  readonly why: string;
  /** The Service that the name belongs to, if any. */
  readonly service: ZoneService | undefined;
  /** Whether only a running cluster could tell. */
  readonly isUnknown: boolean;
}

export interface ZoneOptions {
  /** `cluster.local` */
  readonly domain: string;
  /** How CoreDNS treats the names of Pod addresses (S-507); kubeadm writes `insecure`. */
  readonly pods: (typeof POD_MODES)[number];
  readonly families: IpFamilies;
}

export const DEFAULT_ZONE: ZoneOptions = {
  domain: 'cluster.local',
  pods: 'insecure',
  families: ['IPv4'],
};

/** What a name below the zone is about: `[_port._protocol | endpoint].service.namespace.svc`. */
interface Question {
  readonly area: string;
  readonly namespace: string | undefined;
  readonly service: string | undefined;
  readonly endpoint: string | undefined;
  readonly port: string | undefined;
  readonly protocol: string | undefined;
}

/** A record before it is put into the words of a type. */
interface Found {
  readonly host: Host;
  readonly port: number | undefined;
  /** What an SRV record points at. */
  readonly owner: string;
}

type Lookup = Omit<ZoneReply, 'answers' | 'rcode'> & {
  /** Undefined: no such name. Empty: the name is there. */
  readonly found: readonly Found[] | undefined;
};

/** CoreDNS follows aliases inside the zone this far. */
const MOST_ALIASES = 8;

/** The cluster's own zone, served as CoreDNS serves it (semantics 5). */
export class Zone {
  readonly domain: string;
  private readonly suffix: string;
  private readonly services: ZoneServices;

  constructor(
    private readonly cluster: Cluster,
    private readonly options: ZoneOptions,
  ) {
    this.domain = options.domain.toLowerCase().replace(/\.$/, '');
    this.suffix = `.${this.domain}.`;
    this.services = new ZoneServices(cluster, options.families);
  }

  /** Whether the absolute name lies in the zone, or asks for the name of an address. */
  covers(name: string): boolean {
    const lower = name.toLowerCase();
    return lower === this.suffix.slice(1) || lower.endsWith(this.suffix);
  }

  ask(name: string, type: RecordType): ZoneReply {
    const address = addressOfReverseName(name);
    if (address !== undefined) return this.reverse(address, type);
    const lookup = this.look(name);
    if (lookup.found === undefined) return { ...lookup, rcode: 'NXDOMAIN', answers: [] };
    const answers = unique(this.answer(name, type, lookup.found, []));
    if (answers.length > 0) return { ...lookup, rcode: 'NOERROR', answers };
    return { ...lookup, rcode: 'NODATA', answers, why: this.whyEmpty(lookup, type) };
  }

  /** The records of a type; aliases into the zone are followed (S-504). */
  private answer(
    name: string,
    type: RecordType,
    found: readonly Found[],
    aliases: readonly string[],
  ): ZoneAnswer[] {
    switch (type) {
      case 'A':
      case 'AAAA':
        return found.flatMap(({ host }) =>
          host.form === 'alias'
            ? this.follow(name, type, absolute(host.target), aliases)
            : (host.family === 'IPv4') === (type === 'A')
              ? [{ type, is: host.is }]
              : [],
        );
      case 'CNAME': {
        const [first] = found;
        return first?.host.form === 'alias' ? [{ type, is: absolute(first.host.target) }] : [];
      }
      case 'SRV':
        return found.flatMap(({ host, port, owner }) =>
          host.form === 'alias' || port === undefined
            ? []
            : [{ type, is: `port ${port} target ${owner}` }],
        );
      case 'PTR':
        return [];
    }
  }

  /** An alias within the zone counts only when there is something at its end. */
  private follow(
    name: string,
    type: 'A' | 'AAAA',
    target: string,
    aliases: readonly string[],
  ): ZoneAnswer[] {
    const lower = target.toLowerCase();
    const own = name.toLowerCase();
    // A target below the name itself counts as a loop.
    if (lower === own || lower.endsWith(`.${own}`)) return [];
    if (aliases.includes(lower) || aliases.length >= MOST_ALIASES) return [];
    const alias: ZoneAnswer = { type: 'CNAME', is: target };
    if (!this.covers(target)) return [alias];
    const rest = this.answer(target, type, this.look(target).found ?? [], [...aliases, lower]);
    return rest.length > 0 ? [alias, ...rest] : [];
  }

  private look(name: string): Lookup {
    const nothing = { service: undefined, isUnknown: false };
    const question = this.parse(name);
    if (question === undefined) {
      return { ...nothing, found: undefined, why: `no Service or Pod can have the name ${name}` };
    }
    const { area, namespace, service } = question;
    if (area === '' || namespace === undefined) {
      return { ...nothing, found: [], why: `${name} is a part of the zone, not a name in it` };
    }
    if (!this.cluster.namespaces.has(namespace)) {
      return { ...nothing, found: undefined, why: `there is no namespace ${namespace}` };
    }
    if (service === undefined) {
      return { ...nothing, found: [], why: `${namespace} is a namespace, not a Service` };
    }
    return area === 'pod'
      ? this.lookForPod(service)
      : this.lookForService(question, namespace, service);
  }

  private parse(name: string): Question | undefined {
    const base = name.toLowerCase().slice(0, -this.suffix.length);
    const nothing = { endpoint: undefined, port: undefined, protocol: undefined };
    if (base === '' || name.length < this.suffix.length) {
      return { area: '', namespace: undefined, service: undefined, ...nothing };
    }
    const labels = base.split('.').reverse();
    const [area = '', namespace, service, fourth, fifth] = labels;
    if (area !== 'svc' && area !== 'pod') return undefined;
    if (labels.length > 5 || labels.includes('')) return undefined;
    if (fifth === undefined) return { ...nothing, area, namespace, service, endpoint: fourth };
    // CoreDNS does not insist on the underscores.
    const protocol = fourth?.replace(/^_/, '');
    return {
      area,
      namespace,
      service,
      endpoint: undefined,
      port: fifth.replace(/^_/, ''),
      protocol,
    };
  }

  /** `10-1-2-3.shop.pod.cluster.local`: in mode insecure whatever is an address (S-507). */
  private lookForPod(label: string): Lookup {
    const nothing = { service: undefined, isUnknown: false };
    const address = undashed(label);
    if (this.options.pods === 'disabled') {
      return {
        ...nothing,
        found: undefined,
        why: 'names of Pod addresses are switched off (pods disabled)',
      };
    }
    const family = address === undefined ? undefined : familyOf(address);
    if (address === undefined || family === undefined) {
      return {
        ...nothing,
        found: undefined,
        why: `${label} is no address with dashes; Pods have no names of their own here`,
      };
    }
    if (this.options.pods === 'verified') {
      return {
        ...nothing,
        isUnknown: true,
        found: undefined,
        why: `only a running cluster knows whether a Pod has the address ${address}`,
      };
    }
    const host: Host = { form: 'address', family, is: this.services.describeAddress(address) };
    return {
      ...nothing,
      found: [{ host, port: undefined, owner: '' }],
      why: `the address in the name (pods insecure: nobody checks that a Pod has it)`,
    };
  }

  private lookForService(question: Question, namespace: string, name: string): Lookup {
    const service = this.services.find(namespace, name);
    const id = `${namespace}/${name}`;
    if (service === undefined) {
      return {
        found: undefined,
        service: undefined,
        isUnknown: false,
        why: `there is no Service ${name} in namespace ${namespace}`,
      };
    }
    const { endpoint, port } = question;
    const base = { service, isUnknown: false };
    if (service.form === 'external-name') {
      if (endpoint !== undefined || port !== undefined) {
        return { ...base, found: undefined, why: `${id} is an alias: there are no names below it` };
      }
      // What would be an address is no alias: such a Service has no record at all (S-365).
      const isAddress = familyOf(service.externalName) !== undefined;
      return isAddress
        ? {
            ...base,
            found: undefined,
            why: `externalName ${service.externalName} is an address, no name: CoreDNS has no answer`,
          }
        : {
            ...base,
            found: [
              { host: { form: 'alias', target: service.externalName }, port: undefined, owner: '' },
            ],
            why: `Service ${id} is an alias for ${service.externalName}`,
          };
    }
    if (service.form === 'headless' || endpoint !== undefined) {
      return this.lookForEndpoints(question, service);
    }
    const ports = service.ports.filter((it) => matches(question, it));
    const found = ports.flatMap((it) =>
      service.addresses.map((host) => ({ host, port: it.port, owner: this.nameOf(service) })),
    );
    return ports.length > 0
      ? { ...base, found, why: `Service ${id} has a cluster IP` }
      : { ...base, found: undefined, why: `Service ${id} has no port ${describePort(question)}` };
  }

  /** Headless Services answer with what is behind them; per-Pod names work for others too (S-506). */
  private lookForEndpoints(question: Question, service: ZoneService): Lookup {
    const { endpoint } = question;
    const id = `${service.namespace}/${service.name}`;
    const candidates =
      endpoint === undefined
        ? service.endpoints
        : service.endpoints.filter(({ label }) => label.toLowerCase() === endpoint);
    const found = candidates.flatMap((it) =>
      it.ports
        .filter((port) => matches(question, port))
        .map((port) => ({
          host: it.host,
          port: port.port,
          owner: `${it.label}.${this.nameOf(service)}`,
        })),
    );
    if (found.length > 0) {
      const why =
        endpoint === undefined
          ? `Service ${id} is headless: its Pods answer for themselves`
          : `an endpoint of Service ${id} has the hostname ${endpoint}`;
      return { found, service, isUnknown: false, why };
    }
    return {
      found: undefined,
      service,
      isUnknown: this.mayBeUnknown(question, service),
      why: whyNoEndpoint(question, service, candidates),
    };
  }

  /** A dashed address may be that of a Pod; endpoints may be unknown as a whole. */
  private mayBeUnknown({ endpoint }: Question, { service, endpoints }: ZoneService): boolean {
    if (service === undefined) return endpoint !== undefined && undashed(endpoint) !== undefined;
    if (this.cluster.whyUnknown(service) !== undefined) return true;
    return (
      endpoint !== undefined &&
      undashed(endpoint) !== undefined &&
      endpoints.some(({ isLabelKnown }) => !isLabelKnown)
    );
  }

  private nameOf({ name, namespace }: ZoneService): string {
    return `${name}.${namespace}.svc${this.suffix}`;
  }

  /** Only addresses that somebody wrote have a name that can be told. */
  private reverse(address: string, type: RecordType): ZoneReply {
    const names = type === 'PTR' ? this.namesOf(address) : [];
    const isFound = names.length > 0;
    return {
      rcode: isFound ? 'NOERROR' : 'NXDOMAIN',
      answers: names.map((is) => ({ type: 'PTR' as const, is })),
      why: isFound
        ? `${address} is written in the manifests`
        : `${address} is written in no manifest: only a running cluster knows whose it is`,
      service: undefined,
      isUnknown: !isFound,
    };
  }

  private namesOf(address: string): string[] {
    const wanted = canonical(address);
    const names: string[] = [];
    for (const service of this.cluster.services) {
      const { resource, clusterIP } = service;
      const namespace = resource.namespace ?? 'default';
      const base = `${resource.name.value}.${namespace}.svc${this.suffix}`;
      if (!this.cluster.isCurrent(resource)) continue;
      if (clusterIP !== undefined && canonical(clusterIP.value) === wanted) return [base];
      for (const { addresses, hostname, isReady } of this.cluster.endpointsOf(service)) {
        if (hostname === undefined || !isReady) continue;
        if (addresses.some((it) => canonical(it) === wanted)) names.push(`${hostname}.${base}`);
      }
    }
    return names;
  }

  private whyEmpty({ service, found, why }: Lookup, type: RecordType): string {
    if (service?.form === 'external-name') {
      return type === 'SRV'
        ? `${why}, and aliases have no SRV records`
        : `${why}, and that leads to no address`;
    }
    if (found === undefined || found.length === 0) return why;
    return `${why}, but there is no ${type} record`;
  }
}

function matches({ port, protocol }: Question, of: ZonePort): boolean {
  return (
    (port === undefined || port === '' || port === of.name.toLowerCase()) &&
    (protocol === undefined || protocol === '' || protocol === of.protocol.toLowerCase())
  );
}

function describePort({ port, protocol }: Question): string {
  return `${port ?? ''}/${(protocol ?? '').toUpperCase()}`;
}

function whyNoEndpoint(
  { endpoint, port, ...question }: Question,
  { namespace, name, endpoints, form }: ZoneService,
  candidates: readonly ZoneEndpoint[],
): string {
  const id = `${namespace}/${name}`;
  if (endpoint !== undefined && candidates.length === 0) {
    const known = [...new Set(endpoints.filter((it) => it.isLabelKnown).map(({ label }) => label))];
    const there = known.length === 0 ? 'none has one' : `there are ${known.slice(0, 5).join(', ')}`;
    return `no endpoint of Service ${id} has the hostname ${endpoint}; ${there}`;
  }
  if (endpoints.length === 0) {
    return form === 'headless'
      ? `Service ${id} is headless and has no ready endpoint: the name does not exist`
      : `Service ${id} has no ready endpoint`;
  }
  return `no endpoint of Service ${id} has port ${describePort({ ...question, endpoint, port })}`;
}

function absolute(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

function unique(answers: readonly ZoneAnswer[]): ZoneAnswer[] {
  return [...new Map(answers.map((it) => [`${it.type} ${it.is}`, it])).values()];
}
