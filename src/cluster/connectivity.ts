import {
  readNetworkPolicy,
  type Direction,
  type NetworkPolicy,
  type PolicyRule,
  type Workload,
} from '../model/index.ts';
import {
  admits,
  isOtherPolicy,
  matches,
  plainLabels,
  spanOf,
  type Answer,
  type LabelsOfNamespace,
  type PodGroup,
} from '../traffic/index.ts';
import type { Cluster } from './cluster.ts';
import { labelsOfNamespaces } from './namespace-labels.ts';
import { ALL_PORTS, areSamePorts, intersect, joinSpans, type PortSet } from './port-set.ts';

/** What Pods of one workload reach on Pods of another, or on others of their own. */
export interface PodConnection {
  readonly from: Workload;
  readonly to: Workload;
  readonly allowed: PortSet;
  /** Why a real cluster may do otherwise; undefined where it may not. */
  readonly doubt: string | undefined;
}

/** The Pods of a workload, and what policies let through to them and from them. */
interface Party {
  readonly workload: Workload;
  readonly pods: PodGroup;
  /** Another Pod of the same workload; undefined where it has but one. */
  readonly twin: PodGroup | undefined;
  /** Undefined for a direction in which no policy isolates the Pods (S-701). */
  readonly rules: ReadonlyMap<Direction, readonly PlacedRule[]>;
}

/** What is let through for certain, and what if an ipBlock takes in Pods. */
interface Passage {
  readonly certain: PortSet;
  readonly possible: PortSet;
}

const OPEN: Passage = { certain: ALL_PORTS, possible: ALL_PORTS };

/** A rule in the namespace of its policy; it is asked about every Pod of the cluster. */
class PlacedRule {
  private readonly answers = new Map<PodGroup, Answer>();

  constructor(
    readonly rule: PolicyRule,
    private readonly namespace: string | undefined,
    private readonly labelsOf: LabelsOfNamespace,
  ) {}

  admits(pods: PodGroup): Answer {
    let answer = this.answers.get(pods);
    if (answer === undefined) {
      answer = admits(this.rule, this.namespace, pods, this.labelsOf);
      this.answers.set(pods, answer);
    }
    return answer;
  }
}

/** Every ordered pair of workloads, and what policies let through between their Pods. */
export function* findPodConnections(cluster: Cluster): Generator<PodConnection> {
  const hasOtherPolicies = cluster.current.some(isOtherPolicy);
  const parties = findParties(cluster);
  for (const from of parties) {
    for (const to of parties) {
      const served = from === to ? to.twin : to.pods;
      if (served === undefined) continue;
      const { certain, possible } = passageBetween(from, to, served);
      const isFree =
        from.rules.get('egress') === undefined && to.rules.get('ingress') === undefined;
      const doubt =
        whyDoubtful(from.workload, to.workload, isFree) ??
        (areSamePorts(certain, possible) ? undefined : ADDRESS_BLOCK) ??
        (hasOtherPolicies ? OTHER_POLICIES : undefined);
      yield { from: from.workload, to: to.workload, allowed: certain, doubt };
    }
  }
}

const ADDRESS_BLOCK =
  'only an ipBlock decides, and network plugins differ on whether it means Pods';
const OTHER_POLICIES = 'policies of other kinds are given as well';

function whyDoubtful(from: Workload, to: Workload, isFree: boolean): string | undefined {
  const custom = [from, to].find(({ isBuiltIn }) => !isBuiltIn);
  if (custom !== undefined) {
    const { kind, name } = custom.resource;
    return `the controller of ${kind} ${name.value} decides about its Pods`;
  }
  // S-710.
  if (isFree || !(from.template.hostNetwork || to.template.hostNetwork)) return undefined;
  return 'policies need not mean Pods on the network of their node';
}

/** S-701: the near side must let it out, and the far side must let it in. */
function passageBetween(from: Party, to: Party, served: PodGroup): Passage {
  const out = passage(from.rules.get('egress'), served, served);
  const into = passage(to.rules.get('ingress'), from.pods, served);
  return {
    certain: intersect(out.certain, into.certain),
    possible: intersect(out.possible, into.possible),
  };
}

function passage(
  rules: readonly PlacedRule[] | undefined,
  peer: PodGroup,
  served: PodGroup,
): Passage {
  if (rules === undefined) return OPEN;
  const certain = rules.filter((it) => it.admits(peer) === 'yes');
  const possible = rules.filter((it) => it.admits(peer) !== 'no');
  const ports = portsOf(certain, served);
  return {
    certain: ports,
    possible: possible.length === certain.length ? ports : portsOf(possible, served),
  };
}

function portsOf(rules: readonly PlacedRule[], { template }: PodGroup): PortSet {
  if (rules.some(({ rule }) => rule.ports.length === 0)) return ALL_PORTS;
  return joinSpans(
    rules.flatMap(({ rule }) => rule.ports.flatMap((port) => spanOf(port, template) ?? [])),
  );
}

function findParties(cluster: Cluster): Party[] {
  const labelsOf = labelsOfNamespaces(cluster);
  const policies = new Map<
    string | undefined,
    { policy: NetworkPolicy; rules: RulesByDirection }[]
  >();
  for (const resource of cluster.current) {
    const policy = readNetworkPolicy(resource);
    if (policy === undefined) continue;
    const rules = placeRules(policy, labelsOf);
    const others = policies.get(resource.namespace);
    if (others === undefined) policies.set(resource.namespace, [{ policy, rules }]);
    else others.push({ policy, rules });
  }
  return cluster.workloads
    .filter(({ resource }) => cluster.isCurrent(resource))
    .map((workload): Party => {
      const [pods, twin] = podGroupsOf(cluster, workload);
      const selecting = (policies.get(workload.resource.namespace) ?? []).filter(
        ({ policy }) => matches(policy.selector, pods) === 'yes',
      );
      return { workload, pods, twin, rules: mergeRules(selecting.map(({ rules }) => rules)) };
    });
}

type RulesByDirection = ReadonlyMap<Direction, readonly PlacedRule[]>;

function placeRules(
  { resource, rules }: NetworkPolicy,
  labelsOf: LabelsOfNamespace,
): RulesByDirection {
  return new Map(
    [...rules].map(([direction, list]) => [
      direction,
      list.map((rule) => new PlacedRule(rule, resource.namespace, labelsOf)),
    ]),
  );
}

/** Policies add up (S-701). */
function mergeRules(all: readonly RulesByDirection[]): RulesByDirection {
  const merged = new Map<Direction, PlacedRule[]>();
  for (const rules of all) {
    for (const [direction, list] of rules) {
      const others = merged.get(direction);
      if (others === undefined) merged.set(direction, [...list]);
      else others.push(...list);
    }
  }
  return merged;
}

/** One Pod of a workload, and a second where there is one: a label may tell them apart. */
function podGroupsOf(
  cluster: Cluster,
  workload: Workload,
): readonly [PodGroup, PodGroup | undefined] {
  const { resource, template } = workload;
  const groupWith = (addedLabels: ReadonlyMap<string, string>): PodGroup => ({
    resource,
    template,
    labels: new Map([...plainLabels(template.labels), ...addedLabels]),
    isComplete: true,
  });
  const [first, second] = cluster.podsOf(workload);
  // None may be there now: those of a CronJob come and go.
  if (first === undefined) return [groupWith(new Map()), undefined];
  const group = groupWith(first.addedLabels);
  if (second !== undefined) return [group, groupWith(second.addedLabels)];
  return [group, first.count > 1 ? group : undefined];
}
