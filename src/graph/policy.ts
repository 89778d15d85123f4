import type {
  Direction,
  Model,
  NetworkPolicy,
  PolicyRule,
  Resource,
  Service,
  Workload,
} from '../model/index.ts';
import type { Document } from '../parse/index.ts';
import {
  admits,
  isOtherPolicy,
  matches,
  plainLabels,
  takesPort,
  type DialledPort,
  type KnownLabels,
  type LabelsOfNamespace,
  type PodGroup,
} from '../traffic/index.ts';
import { Namespaces } from './namespaces.ts';
import { areNeighbours } from './neighbourhood.ts';
import { PolicyIndex } from './policy-index.ts';

/**
 * What NetworkPolicies let through. A policy counts for Pods that lie beside it: elsewhere in the tree
 * it may be part of another deployment.
 */
export class Policies {
  private readonly byNamespace = new Map<string | undefined, PolicyIndex>();
  private readonly namespaces: Namespaces;
  private readonly applying = new Map<Resource, readonly NetworkPolicy[]>();
  /** False where policies of other kinds are in view as well. */
  readonly areAll: boolean;
  /** Documents that may be policies and could not be read. */
  private readonly unreadable: readonly Document[];

  constructor(private readonly model: Model) {
    for (const policy of model.networkPolicies) {
      const { namespace } = policy.resource;
      let index = this.byNamespace.get(namespace);
      if (index === undefined) this.byNamespace.set(namespace, (index = new PolicyIndex()));
      index.add(policy);
    }
    this.namespaces = new Namespaces(model.resources);
    this.unreadable = model.unreadable.filter(({ file }) => file.text.includes('NetworkPolicy'));
    this.areAll = !model.resources.some(isOtherPolicy);
  }

  get policies(): readonly NetworkPolicy[] {
    return this.model.networkPolicies;
  }

  /** The policies of their namespace that lie beside the Pods, and may select them. */
  private around(pods: PodGroup): readonly NetworkPolicy[] {
    const { resource } = pods;
    let policies = this.applying.get(resource);
    if (policies === undefined) {
      const { namespace, file } = resource;
      // What states no namespace goes into one together with what lies in the same folder.
      const isBeside = ({ resource: policy }: NetworkPolicy): boolean =>
        namespace === undefined
          ? policy.file.directory === file.directory
          : areNeighbours(policy, resource);
      policies = (this.byNamespace.get(namespace)?.thatMaySelect(pods) ?? []).filter(
        (policy) => isAsWritten(policy.resource) && isBeside(policy),
      );
      this.applying.set(resource, policies);
    }
    return policies;
  }

  /** The policies that certainly isolate the Pods in a direction (S-701). */
  isolating(pods: PodGroup, direction: Direction): readonly NetworkPolicy[] {
    return this.around(pods).filter(
      (policy) => policy.rules.has(direction) && matches(policy.selector, pods) === 'yes',
    );
  }

  /** Whether a policy of the namespace, near or far, may let something through by such a rule. */
  mayAllow(pods: PodGroup, direction: Direction, isMeant: (rule: PolicyRule) => boolean): boolean {
    const { namespace } = pods.resource;
    const places = namespace === undefined ? [...this.byNamespace.keys()] : [namespace, undefined];
    return places.some((place) =>
      (this.byNamespace.get(place)?.thatMaySelect(pods) ?? []).some(
        (policy) =>
          (policy.rules.get(direction) ?? []).some(isMeant) &&
          matches(policy.selector, pods) !== 'no',
      ),
    );
  }

  /** Whether a document near the Pods may be a policy and cannot be read. */
  mayBeHidden(pods: PodGroup): boolean {
    return this.unreadable.some((document) => areNeighbours(document, pods.resource));
  }

  /** The labels of a namespace, as far as they are in view. */
  labelsOf(namespace: string | undefined): KnownLabels {
    return this.namespaces.labelsOf(namespace);
  }

  /** All rules that may let something through to or from the Pods. */
  rulesFor(
    pods: PodGroup,
    direction: Direction,
  ): readonly (readonly [NetworkPolicy, PolicyRule])[] {
    return this.around(pods)
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
    if (this.mayBeHidden(pods)) return [];
    const labelsOf: LabelsOfNamespace = (name) => this.labelsOf(name);
    const served = direction === 'ingress' ? pods : peer;
    const isOpen = rules.some(
      ([policy, rule]) =>
        admits(rule, policy.resource.namespace, peer, labelsOf) !== 'no' &&
        takesPort(rule.ports, port, served) !== 'no',
    );
    return isOpen ? [] : isolating;
  }
}

/** The Pods of a workload; undefined where they are outside of what policies decide (S-710). */
export function podsOf({ resource, template }: Workload): PodGroup | undefined {
  if (template.hostNetwork || !isAsWritten(resource)) return undefined;
  return { resource, template, labels: plainLabels(template.labels), isComplete: true };
}

/** The Pods behind a Service whose maker is not in view: they carry the labels that it selects. */
export function podsBehind({ resource, selector }: Service): PodGroup | undefined {
  if (selector === undefined || !isAsWritten(resource)) return undefined;
  return { resource, template: undefined, labels: plainLabels(selector), isComplete: false };
}

function isAsWritten({ standing }: Resource): boolean {
  return standing === 'applied' || standing === 'kustomize-labelled';
}
