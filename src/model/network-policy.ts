import type {
  NetworkPolicy as NetworkPolicyFields,
  NetworkPolicyPeer as PeerFields,
  NetworkPolicyPort as PortFields,
} from 'kubernetes-types/networking/v1.js';
import type { Field, Located } from '../parse/index.ts';
import { readLabelSelector, type LabelSelector } from './label-selector.ts';
import { isResource, type Resource } from './resource.ts';

export type Direction = 'ingress' | 'egress';

/** Whom a rule lets in or out: Pods by labels, of namespaces by labels, or addresses (S-705). */
export interface PolicyPeer {
  /** Undefined means the policy's own namespace. */
  readonly namespaces: LabelSelector | undefined;
  /** Undefined means all Pods. */
  readonly pods: LabelSelector | undefined;
  /** Also where it cannot be read whom is meant. */
  readonly isAddresses: boolean;
  readonly at: Located<unknown>;
}

/** A port of the Pods, by number or by the name that their containers give it (S-707, S-708). */
export interface PolicyPort {
  /** Undefined means all ports of the protocol. */
  readonly port: Located<number | string> | undefined;
  readonly endPort: number | undefined;
  readonly protocol: string;
}

export interface PolicyRule {
  /** None means everybody. */
  readonly peers: readonly PolicyPeer[];
  /** None means all ports. */
  readonly ports: readonly PolicyPort[];
  readonly at: Located<unknown>;
}

/** `NetworkPolicy` of Kubernetes: what it selects is shut but for what its rules name (S-701). */
export interface NetworkPolicy {
  readonly resource: Resource;
  readonly selector: LabelSelector;
  /** The directions in which it isolates, each with what it lets through. */
  readonly rules: ReadonlyMap<Direction, readonly PolicyRule[]>;
}

/**
 * Undefined for resources that are no NetworkPolicies, or that select nothing that can be told. One
 * without anything in its spec closes the whole namespace (recorded in r41-admission-004).
 */
export function readNetworkPolicy(resource: Resource): NetworkPolicy | undefined {
  if (!isResource(resource, 'networking.k8s.io', 'NetworkPolicy')) return undefined;
  const spec = (resource.fields as Field<NetworkPolicyFields>).get('spec');
  if (spec.exists && spec.shape !== 'mapping') return undefined;
  const selector = spec.get('podSelector');
  const rules = new Map<Direction, readonly PolicyRule[]>();
  const types = spec
    .get('policyTypes')
    .items()
    .map((type) => type.text()?.value);
  // Ingress always, Egress where rules for it are written (S-702).
  if (types.length === 0 || types.includes('Ingress')) {
    rules.set(
      'ingress',
      spec
        .get('ingress')
        .items()
        .map((rule) => readRule(rule, rule.get('from'))),
    );
  }
  const egress = spec.get('egress').items();
  if (types.length === 0 ? egress.length > 0 : types.includes('Egress')) {
    rules.set(
      'egress',
      egress.map((rule) => readRule(rule, rule.get('to'))),
    );
  }
  return {
    resource,
    // Nothing written is the empty selector here: all Pods of the namespace.
    selector: readLabelSelector(selector) ?? {
      matchLabels: new Map(),
      matchExpressions: [],
      at: selector.anchor(),
    },
    rules,
  };
}

function readRule(
  rule: Field<{ readonly ports?: PortFields[] | undefined }>,
  peers: Field<PeerFields[] | undefined>,
): PolicyRule {
  return {
    peers: peers.items().map((peer) => ({
      namespaces: readLabelSelector(peer.get('namespaceSelector')),
      pods: readLabelSelector(peer.get('podSelector')),
      isAddresses: peer.shape !== 'mapping' || peer.get('ipBlock').exists,
      at: peer.anchor(),
    })),
    ports: rule
      .get('ports')
      .items()
      .map((port) => ({
        port: port.get('port').intOrString(),
        endPort: port.get('endPort').number()?.value,
        protocol: port.get('protocol').text()?.value ?? 'TCP',
      })),
    at: rule.anchor(),
  };
}
