import type { NetworkPolicy, PolicyPort, PolicyRule, Workload } from '../model/index.ts';
import { spanOf } from '../traffic/index.ts';
import type { Graph } from './graph.ts';
import type { Naming } from './naming.ts';
import { podsOf } from './policy.ts';

/** Pods that are told names and may not ask anybody what they mean (S-711). */
export interface DnsIsolation {
  /** The policy that isolates them. */
  readonly policy: NetworkPolicy;
  /** One of the names that they are told. */
  readonly naming: Naming;
  /** A port 53 that is open for TCP, where UDP is meant. */
  readonly tcp: PolicyPort | undefined;
}

/** Policies that let their Pods connect to something, but not ask for its name; each once. */
export function findDnsIsolations(graph: Graph): readonly DnsIsolation[] {
  const isolates = graph.networkPolicies.some(({ rules }) => rules.has('egress'));
  if (!isolates || !graph.policies.areAll) return [];
  const found = new Map<NetworkPolicy, DnsIsolation>();
  const asked = new Set<Workload>();
  for (const naming of graph.namings) {
    if (asked.has(naming.from)) continue;
    asked.add(naming.from);
    const isolation = isolationOf(naming, graph);
    if (isolation !== undefined && !found.has(isolation.policy)) {
      found.set(isolation.policy, isolation);
    }
  }
  return [...found.values()];
}

function isolationOf(naming: Naming, { policies }: Graph): DnsIsolation | undefined {
  const pods = podsOf(naming.from);
  if (pods === undefined || !asksClusterDns(naming.from) || policies.mayBeHidden(pods)) {
    return undefined;
  }
  const rules = policies.rulesFor(pods, 'egress');
  const [policy] = policies
    .isolating(pods, 'egress')
    .filter((it) => it.rules.get('egress')?.length);
  // Where nothing at all is let out, what is to be may be written elsewhere.
  if (policy === undefined || policies.mayAllow(pods, 'egress', allowsDns)) return undefined;
  const tcp = rules
    .flatMap(([, rule]) => rule.ports)
    .find((port) => port.protocol === 'TCP' && isDnsPort(port));
  return { policy, naming, tcp };
}

/** Other Pods ask the node's servers, or those that they name. */
function asksClusterDns({ template }: Workload): boolean {
  const policy = template.fields.get('spec').get('dnsPolicy').value() ?? 'ClusterFirst';
  return policy === 'ClusterFirst';
}

function allowsDns({ ports }: PolicyRule): boolean {
  return ports.length === 0 || ports.some((port) => port.protocol === 'UDP' && isDnsPort(port));
}

/** OpenShift's servers listen on 5353; whose name a port name is, is not in view. */
function isDnsPort(port: PolicyPort): boolean {
  const span = spanOf(port, undefined);
  return (
    span === undefined || [53, 5353].some((number) => number >= span.from && number <= span.to)
  );
}
