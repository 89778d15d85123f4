import {
  findNamedPort,
  type Direction,
  type Labels,
  type Model,
  type NetworkPolicy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  type Resource,
  type Service,
  type Workload,
} from '../model/index.ts';
import type { Document } from '../parse/index.ts';
import { areNeighbours } from './neighbourhood.ts';
import { all, matches, yesIf, type Answer, type KnownLabels, type PodGroup } from './pod-group.ts';

/** A port of Pods that somebody dials. */
export interface DialledPort {
  /** As the Service's `targetPort` has it. */
  readonly target: number | string;
  readonly protocol: string;
}

/** Kinds that allow or deny beside NetworkPolicies, so that these alone decide nothing (S-714). */
const OTHER_POLICIES = /^(?:cilium\.io|(?:crd\.)?projectcalico\.org|policy\.networking\.k8s\.io)$/;

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * What NetworkPolicies let through. A policy counts for Pods that lie beside it: elsewhere in the tree
 * it may be part of another deployment.
 */
export class Policies {
  private readonly byNamespace = new Map<string | undefined, NetworkPolicy[]>();
  private readonly namespaces = new Map<string, KnownLabels>();
  private readonly applying = new Map<Resource, readonly NetworkPolicy[]>();
  /** False where policies of other kinds are in view as well. */
  readonly areAll: boolean;
  /** Documents that may be policies and could not be read. */
  private readonly unreadable: readonly Document[];

  constructor(private readonly model: Model) {
    for (const policy of model.networkPolicies) {
      const { namespace } = policy.resource;
      const others = this.byNamespace.get(namespace);
      if (others === undefined) this.byNamespace.set(namespace, [policy]);
      else others.push(policy);
    }
    for (const { group, kind, name, labels, standing } of model.resources) {
      if (group !== '' || kind !== 'Namespace') continue;
      this.namespaces.set(name.value, {
        labels: plain(labels).set(NAMESPACE_NAME, name.value),
        isComplete: standing === 'applied',
      });
    }
    this.unreadable = model.unreadable.filter(({ file }) => file.text.includes('NetworkPolicy'));
    this.areAll = !model.resources.some(({ group }) => OTHER_POLICIES.test(group));
  }

  get policies(): readonly NetworkPolicy[] {
    return this.model.networkPolicies;
  }

  /** The policies of a namespace that lie beside an object of it. */
  private around(resource: Resource): readonly NetworkPolicy[] {
    let policies = this.applying.get(resource);
    if (policies === undefined) {
      const { namespace } = resource;
      const own = namespace === undefined ? [] : (this.byNamespace.get(namespace) ?? []);
      policies = own.filter(
        (policy) => isAsWritten(policy.resource) && areNeighbours(policy.resource, resource),
      );
      this.applying.set(resource, policies);
    }
    return policies;
  }

  /** The policies that certainly isolate the Pods in a direction (S-701). */
  isolating(pods: PodGroup, direction: Direction): readonly NetworkPolicy[] {
    return this.around(pods.resource).filter(
      (policy) => policy.rules.has(direction) && matches(policy.selector, pods) === 'yes',
    );
  }

  /** All rules that may let something through to or from the Pods. */
  rulesFor(
    pods: PodGroup,
    direction: Direction,
  ): readonly (readonly [NetworkPolicy, PolicyRule])[] {
    return this.around(pods.resource)
      .filter((policy) => matches(policy.selector, pods) !== 'no')
      .flatMap((policy) =>
        (policy.rules.get(direction) ?? []).map((rule) => [policy, rule] as const),
      );
  }

  /**
   * The policies that certainly keep one side from the other; none where the connection is allowed or
   * that cannot be told. `peer` is the far side as `direction` sees it from `pods`.
   */
  denying(
    pods: PodGroup,
    direction: Direction,
    peer: PodGroup,
    port: DialledPort,
  ): readonly NetworkPolicy[] {
    const isolating = this.isolating(pods, direction);
    const rules = this.rulesFor(pods, direction);
    // Where nothing at all is let through, what is to be may be written elsewhere.
    if (isolating.length === 0 || rules.length === 0) return [];
    if (this.unreadable.some((document) => areNeighbours(document, pods.resource))) return [];
    const served = direction === 'ingress' ? pods : peer;
    const isOpen = rules.some(
      ([policy, rule]) =>
        this.admits(rule, policy.resource.namespace, peer) !== 'no' &&
        takesPort(rule.ports, port, served) !== 'no',
    );
    return isOpen ? [] : isolating;
  }

  private admits({ peers }: PolicyRule, own: string | undefined, pods: PodGroup): Answer {
    if (peers.length === 0) return 'yes';
    const answers = peers.map((peer) => this.isPeer(peer, own, pods));
    if (answers.includes('yes')) return 'yes';
    return answers.includes('maybe') ? 'maybe' : 'no';
  }

  private isPeer(peer: PolicyPeer, own: string | undefined, pods: PodGroup): Answer {
    if (peer.isAddresses) return 'maybe';
    const { namespace } = pods.resource;
    const place =
      peer.namespaces === undefined
        ? isSameNamespace(own, namespace)
        : matches(peer.namespaces, this.labelsOf(namespace));
    return all([place, peer.pods === undefined ? 'yes' : matches(peer.pods, pods)]);
  }

  /** The labels of a namespace: its name is always one of them (S-131). */
  labelsOf(namespace: string | undefined): KnownLabels {
    if (namespace === undefined) return { labels: new Map(), isComplete: false };
    return (
      this.namespaces.get(namespace) ?? {
        labels: new Map([[NAMESPACE_NAME, namespace]]),
        isComplete: false,
      }
    );
  }
}

/** The Pods of a workload; undefined where they are outside of what policies decide (S-710). */
export function podsOf({ resource, template }: Workload): PodGroup | undefined {
  if (template.hostNetwork || !isAsWritten(resource)) return undefined;
  return { resource, template, labels: plain(template.labels), isComplete: true };
}

/** The Pods behind a Service whose maker is not in view: they carry the labels that it selects. */
export function podsBehind({ resource, selector }: Service): PodGroup | undefined {
  if (selector === undefined || !isAsWritten(resource)) return undefined;
  return { resource, template: undefined, labels: plain(selector), isComplete: false };
}

function isAsWritten({ standing }: Resource): boolean {
  return standing === 'applied' || standing === 'kustomize-labelled';
}

function plain(labels: Labels): Map<string, string> {
  return new Map([...labels].map(([key, { value }]) => [key, value.value]));
}

function isSameNamespace(one: string | undefined, other: string | undefined): Answer {
  if (one === other) return 'yes';
  return one === undefined || other === undefined ? 'maybe' : 'no';
}

/** Whether one of the ports is what is dialled on those Pods (S-707, S-708). */
function takesPort(
  ports: readonly PolicyPort[],
  { target, protocol }: DialledPort,
  { template }: PodGroup,
): Answer {
  if (ports.length === 0) return 'yes';
  const numberOf = (port: number | string): number | undefined => {
    if (typeof port === 'number') return port;
    return template && findNamedPort(template, port, protocol)?.containerPort?.value;
  };
  const dialled = numberOf(target);
  const answers = ports.map(({ port, endPort, protocol: taken }): Answer => {
    if (taken !== protocol) return 'no';
    if (port === undefined || port.value === target) return 'yes';
    const from = numberOf(port.value);
    if (dialled === undefined || from === undefined) return 'maybe';
    return yesIf(dialled >= from && dialled <= (endPort ?? from));
  });
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}
