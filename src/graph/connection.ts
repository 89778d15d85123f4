import type { Direction, NetworkPolicy, Service, ServicePort, Workload } from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import type { PodGroup } from '../traffic/index.ts';
import type { HostUse } from './host-resolution.ts';
import type { Naming } from './naming.ts';
import { podsBehind, podsOf, type Policies } from './policy.ts';
import type { Resolution } from './resolution.ts';

/** A connection that manifests ask for: Pods that name a Service and a port of it. */
export interface Connection {
  readonly from: Workload;
  readonly service: Service;
  readonly port: ServicePort;
  /** Where the Service is named. */
  readonly at: Located<unknown>;
}

/** A connection that policies in view do not let through. */
export interface DeniedConnection extends Connection {
  readonly direction: Direction;
  readonly policy: NetworkPolicy;
}

const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

/** The connections from workloads to Services that hosts in their configuration ask for. */
export function findConnections(namings: readonly Naming[]): Connection[] {
  return namings.flatMap(({ from, service, use }) => {
    const port = portOf(service, use);
    return port === undefined ? [] : [{ from, service, port, at: use.mention.host }];
  });
}

function portOf({ ports }: Service, { mention }: HostUse): ServicePort | undefined {
  const number = mention.port?.value ?? DEFAULT_PORTS.get(mention.scheme);
  return ports.find(({ port }) => port !== undefined && port.value === number);
}

/** The connections that policies certainly deny, on the near or on the far side (S-701). */
export function findDenied(
  connections: readonly Connection[],
  policies: Policies,
  backendsOf: (service: Service) => Resolution<readonly Workload[]>,
): DeniedConnection[] {
  if (policies.policies.length === 0 || !policies.areAll) return [];
  const denied = new Map<string, DeniedConnection>();
  for (const connection of connections) {
    const { from, service, port } = connection;
    const target = port.targetPort?.value;
    const source = podsOf(from);
    const backends = backendsOf(service);
    const workloads = backends.status === 'found' ? backends.value : [];
    const groups = workloads.length > 0 ? workloads.map(podsOf) : [podsBehind(service)];
    if (target === undefined || source === undefined || workloads.includes(from)) continue;
    const verdicts = groups.map((pods) => {
      if (pods === undefined) return undefined;
      const dialled = { target, protocol: port.protocol.value };
      return judge(policies, source, pods, dialled);
    });
    const [first] = verdicts;
    if (first === undefined || verdicts.includes(undefined)) continue;
    const key = `${from.resource.file.path} ${from.resource.name.value} ${service.resource.name.value} ${port.at.path} ${first.policy.resource.name.value}`;
    if (!denied.has(key)) denied.set(key, { ...connection, ...first });
  }
  return [...denied.values()];
}

function judge(
  policies: Policies,
  source: PodGroup,
  pods: PodGroup,
  port: { readonly target: number | string; readonly protocol: string },
): Pick<DeniedConnection, 'direction' | 'policy'> | undefined {
  const [shut] = policies.denying(pods, 'ingress', source, port);
  if (shut !== undefined) return { direction: 'ingress', policy: shut };
  const [kept] = policies.denying(source, 'egress', pods, port);
  return kept && { direction: 'egress', policy: kept };
}
