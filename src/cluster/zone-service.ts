import { servicePortName, type Service } from '../model/index.ts';
import { canonical, dashed, familyOf, type IpFamily } from './address.ts';
import type { Cluster } from './cluster.ts';
import type { Endpoint } from './endpoint.ts';
import { ASSUMED_NODES, type Pod } from './pod.ts';

/** What stands at the end of an answer. */
export type Host =
  | { readonly form: 'address'; readonly family: IpFamily; readonly is: string }
  | { readonly form: 'alias'; readonly target: string };

/** Something behind a name, as CoreDNS sees it. */
export interface ZoneEndpoint {
  /** The label that it has below the Service's name. */
  readonly label: string;
  /** False where the label is made from an address that only a cluster knows. */
  readonly isLabelKnown: boolean;
  readonly host: Host;
  readonly ports: readonly ZonePort[];
}

export interface ZonePort {
  readonly name: string;
  readonly protocol: string;
  /** Undefined where there is no port at all: no SRV record then (S-502). */
  readonly port: number | undefined;
}

/** A Service as CoreDNS serves it. */
export interface ZoneService {
  readonly namespace: string;
  readonly name: string;
  readonly form: 'cluster-ip' | 'headless' | 'external-name';
  readonly addresses: readonly Host[];
  readonly ports: readonly ZonePort[];
  readonly externalName: string;
  /** Of what is ready only. */
  readonly endpoints: readonly ZoneEndpoint[];
  /** Undefined for Services that every cluster has. */
  readonly service: Service | undefined;
}

const NO_PORT: ZonePort = { name: '', protocol: '', port: undefined };

/** Which addresses the cluster gives out. */
export type IpFamilies = readonly IpFamily[];

/** Turns Services into what CoreDNS knows of them. */
export class ZoneServices {
  private readonly known = new Map<Service, ZoneService>();
  private readonly addressOwners: ReadonlyMap<string, string>;
  private readonly nodeOwners: readonly (readonly string[])[];

  constructor(
    private readonly cluster: Cluster,
    private readonly families: IpFamilies,
  ) {
    this.addressOwners = findAddressOwners(cluster);
    this.nodeOwners = findNodeOwners(cluster);
  }

  find(namespace: string, name: string): ZoneService | undefined {
    const service = this.cluster.service(namespace, name);
    if (service === undefined) return this.builtIn(namespace, name);
    let known = this.known.get(service);
    if (known === undefined) {
      known = this.describe(service);
      this.known.set(service, known);
    }
    return known;
  }

  /** An address as an answer shows it: who has it, where that is written. */
  describeAddress(address: string): string {
    return this.addressOwners.get(canonical(address)) ?? `address ${address}`;
  }

  private describe(service: Service): ZoneService {
    const { resource, type, isHeadless, externalName } = service;
    const namespace = resource.namespace ?? 'default';
    const name = resource.name.value;
    const isAlias = type.value === 'ExternalName';
    return {
      namespace,
      name,
      form: isAlias ? 'external-name' : isHeadless ? 'headless' : 'cluster-ip',
      addresses: this.familiesOf(service).map((family) => ({
        form: 'address',
        family,
        is: `clusterIP of ${namespace}/${name}`,
      })),
      ports: service.ports.map((port) => ({
        name: servicePortName(port),
        protocol: port.protocol.value,
        port: port.port?.value,
      })),
      externalName: externalName?.value ?? '',
      endpoints: this.cluster
        .endpointsOf(service)
        .filter(({ isReady }) => isReady)
        .flatMap((endpoint) => this.zoneEndpoints(service, endpoint)),
      service,
    };
  }

  /** On a dual-stack cluster a Service has both families only when it asks for them (S-336). */
  private familiesOf({ resource }: Service): IpFamilies {
    const [first] = this.families;
    if (this.families.length < 2 || first === undefined) return this.families;
    const spec = resource.fields.get('spec');
    const policy = spec.get('ipFamilyPolicy').value();
    const wanted = spec
      .get('ipFamilies')
      .items()
      .flatMap((item) => this.families.filter((family) => family === item.value()));
    if (policy === 'PreferDualStack' || policy === 'RequireDualStack') return this.families;
    return wanted.length > 0 ? wanted : [first];
  }

  private zoneEndpoints(service: Service, endpoint: Endpoint): ZoneEndpoint[] {
    const { pod, addresses, hostname } = endpoint;
    const ports = endpoint.ports.length === 0 ? [NO_PORT] : endpoint.ports;
    if (pod === undefined) {
      return addresses.map((address) => ({
        label: hostname ?? dashed(address),
        isLabelKnown: true,
        host: this.writtenHost(address),
        ports,
      }));
    }
    return this.describePod(pod).flatMap((is) =>
      this.familiesOf(service).map((family) => ({
        label: hostname ?? `<dashed address of ${is}>`,
        isLabelKnown: hostname !== undefined,
        host: { form: 'address' as const, family, is },
        ports,
      })),
    );
  }

  /** CoreDNS makes an alias of what is no address (S-409). */
  private writtenHost(address: string): Host {
    const family = familyOf(address);
    return family === undefined
      ? { form: 'alias', target: address }
      : { form: 'address', family, is: this.describeAddress(address) };
  }

  /** A Pod on the host network has the address of its node, and shares it. */
  private describePod(pod: Pod): string[] {
    if (!pod.workload.template.hostNetwork) return [podName(pod)];
    return this.nodeOwners
      .filter((owners) => owners.includes(podName(pod)))
      .map((owners) => owners.join(' + '));
  }

  /** The Services that every cluster has (S-001, S-002). */
  private builtIn(namespace: string, name: string): ZoneService | undefined {
    const ports = BUILT_IN.get(`${namespace}/${name}`);
    if (ports === undefined) return undefined;
    return {
      namespace,
      name,
      form: 'cluster-ip',
      addresses: this.families.slice(0, 1).map((family) => ({
        form: 'address',
        family,
        is: `clusterIP of ${namespace}/${name}`,
      })),
      ports,
      externalName: '',
      endpoints: [],
      service: undefined,
    };
  }
}

const BUILT_IN: ReadonlyMap<string, readonly ZonePort[]> = new Map([
  ['default/kubernetes', [{ name: 'https', protocol: 'TCP', port: 443 }]],
  [
    'kube-system/kube-dns',
    [
      { name: 'dns', protocol: 'UDP', port: 53 },
      { name: 'dns-tcp', protocol: 'TCP', port: 53 },
      { name: 'metrics', protocol: 'TCP', port: 9153 },
    ],
  ],
]);

/** `pod of Deployment shop/cart`, with its own name where a controller gives it one. */
function podName({ workload: { resource }, name }: Pod): string {
  const owner = `pod of ${resource.kind} ${resource.namespace ?? 'default'}/${resource.name.value}`;
  return resource.kind === 'Pod' || name === undefined ? owner : `${owner} (${name})`;
}

/** Addresses that Services state for themselves. */
function findAddressOwners(cluster: Cluster): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { resource, clusterIP } of cluster.services) {
    const address = clusterIP?.value ?? '';
    if (familyOf(address) === undefined) continue;
    owners.set(
      canonical(address),
      `clusterIP of ${resource.namespace ?? 'default'}/${resource.name.value}`,
    );
  }
  return owners;
}

/** Who shares the address of each node: Pods are spread over the nodes owner by owner. */
function findNodeOwners(cluster: Cluster): readonly (readonly string[])[] {
  const nodes = Array.from({ length: ASSUMED_NODES }, () => new Set<string>());
  for (const pods of cluster.pods) {
    let next = 0;
    for (const pod of pods) {
      if (!pod.workload.template.hostNetwork) continue;
      for (let at = 0; at < Math.min(pod.count, ASSUMED_NODES); at++) {
        nodes[next++ % ASSUMED_NODES]?.add(podName(pod));
      }
    }
  }
  return nodes.map((owners) => [...owners].sort());
}
