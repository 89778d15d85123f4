import {
  isAddress,
  readHostMentions,
  readWorkloadTexts,
  type NetworkPolicy,
  type PolicyPort,
  type PolicyRule,
  type Workload,
} from '../model/index.ts';
import { isPlaceholder, type Located } from '../parse/index.ts';
import { spanOf } from '../traffic/index.ts';
import type { Graph } from './graph.ts';
import { podsOf } from './policy.ts';

/** Pods that are told names and may not ask anybody what they mean (S-711). */
export interface DnsIsolation {
  /** The policy that isolates them. */
  readonly policy: NetworkPolicy;
  readonly workload: Workload;
  /** One of the names that they are told. */
  readonly name: Located<string>;
  /** A port 53 that is open for TCP, where UDP is meant. */
  readonly tcp: PolicyPort | undefined;
}

/** Policies that let their Pods connect to something, but not ask for its name; each once. */
export function findDnsIsolations(graph: Graph): readonly DnsIsolation[] {
  const isolates = graph.networkPolicies.some(({ rules }) => rules.get('egress')?.length);
  if (!isolates || !graph.policies.areAll) return [];
  const names = new Map(graph.namings.map(({ from, use }) => [from, use.mention.host]));
  const found = new Map<NetworkPolicy, DnsIsolation>();
  for (const workload of graph.workloads) {
    const isolation = isolationOf(workload, graph);
    if (isolation === undefined || found.has(isolation.policy)) continue;
    const name = names.get(workload) ?? nameOutside(workload, isolation.rules);
    if (name !== undefined) found.set(isolation.policy, { ...isolation, workload, name });
  }
  return [...found.values()];
}

interface Isolation extends Pick<DnsIsolation, 'policy' | 'tcp'> {
  readonly rules: readonly PolicyRule[];
}

function isolationOf(workload: Workload, { policies }: Graph): Isolation | undefined {
  const pods = podsOf(workload);
  if (pods === undefined || !asksClusterDns(workload)) return undefined;
  const [policy] = policies
    .isolating(pods, 'egress')
    // Where nothing at all is let out, what is to be may be written elsewhere.
    .filter(({ rules }) => rules.get('egress')?.length);
  if (policy === undefined || policies.mayBeHidden(pods)) return undefined;
  if (policies.mayAllow(pods, 'egress', allowsDns)) return undefined;
  const rules = policies.rulesFor(pods, 'egress').map(([, rule]) => rule);
  const tcp = rules
    .flatMap(({ ports }) => ports)
    .find(({ port, protocol }) => protocol === 'TCP' && port?.value === 53);
  return { policy, tcp, rules };
}

/** A name out of the cluster, where policies let the Pods out of it at all. */
function nameOutside(
  workload: Workload,
  rules: readonly PolicyRule[],
): Located<string> | undefined {
  const reachesOut = rules.some(
    ({ peers }) => peers.length === 0 || peers.some(({ isAddresses }) => isAddresses),
  );
  if (!reachesOut) return undefined;
  return readWorkloadTexts(workload)
    .flatMap(readHostMentions)
    .find(({ source, scheme, host: { value } }) => {
      const isName = /\.[a-z]{2,}$/i.test(value) && !isAddress(value) && !isPlaceholder(value);
      return isName && scheme !== '' && source.readBy === 'pod';
    })?.host;
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
