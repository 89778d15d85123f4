import {
  findNamedPort,
  type PodTemplate,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  type Resource,
} from '../model/index.ts';
import { all, any, yesIf, type Answer } from './answer.ts';
import { matches, type LabelsOfNamespace } from './known-labels.ts';
import type { PodGroup } from './pod-group.ts';

/** Ports of a protocol, both ends among them. */
export interface PortSpan {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** A port of Pods that somebody dials. */
export interface DialledPort {
  /** As the Service's `targetPort` has it. */
  readonly target: number | string;
  readonly protocol: string;
}

export const PROTOCOLS: readonly string[] = ['TCP', 'UDP', 'SCTP'];

export const LAST_PORT = 65535;

/** Kinds that allow or deny beside NetworkPolicies, so that these alone decide nothing (S-714). */
const OTHER_POLICIES = /^(?:cilium\.io|(?:crd\.)?projectcalico\.org|policy\.networking\.k8s\.io)$/;

export function isOtherPolicy({ group }: Resource): boolean {
  return OTHER_POLICIES.test(group);
}

/** Whether a rule of a policy in namespace `own` lets these Pods in or out (S-703, S-704). */
export function admits(
  { peers }: PolicyRule,
  own: string | undefined,
  pods: PodGroup,
  labelsOf: LabelsOfNamespace,
): Answer {
  if (peers.length === 0) return 'yes';
  return any(peers.map((peer) => isPeer(peer, own, pods, labelsOf)));
}

/** S-705. Whether an ipBlock takes in Pods is for the network plugin to say (S-706). */
function isPeer(
  peer: PolicyPeer,
  own: string | undefined,
  pods: PodGroup,
  labelsOf: LabelsOfNamespace,
): Answer {
  if (peer.isAddresses) return 'maybe';
  const { namespace } = pods.resource;
  const place =
    peer.namespaces === undefined
      ? isSameNamespace(own, namespace)
      : matches(peer.namespaces, labelsOf(namespace));
  return all([place, peer.pods === undefined ? 'yes' : matches(peer.pods, pods)]);
}

function isSameNamespace(one: string | undefined, other: string | undefined): Answer {
  if (one === other) return 'yes';
  return one === undefined || other === undefined ? 'maybe' : 'no';
}

/** Whether one of the ports is what is dialled on those Pods (S-707, S-708). */
export function takesPort(
  ports: readonly PolicyPort[],
  { target, protocol }: DialledPort,
  { template }: PodGroup,
): Answer {
  if (ports.length === 0) return 'yes';
  const dialled = typeof target === 'number' ? target : numberOf(target, protocol, template);
  return any(
    ports.map((port): Answer => {
      if (port.protocol !== protocol) return 'no';
      if (port.port?.value === target) return 'yes';
      const span = spanOf(port, template);
      // A container that is injected may bring the name.
      if (span === undefined || dialled === undefined)
        return port.port === undefined ? 'yes' : 'maybe';
      return yesIf(dialled >= span.from && dialled <= span.to);
    }),
  );
}

/** What a port of a rule means on Pods; undefined where none of them has its name (S-707). */
export function spanOf(
  { port, endPort, protocol }: PolicyPort,
  template: PodTemplate | undefined,
): PortSpan | undefined {
  if (port === undefined) return { protocol, from: 1, to: LAST_PORT };
  const { value } = port;
  if (typeof value === 'number') return { protocol, from: value, to: endPort ?? value };
  const number = numberOf(value, protocol, template);
  return number === undefined ? undefined : { protocol, from: number, to: number };
}

function numberOf(
  name: string,
  protocol: string,
  template: PodTemplate | undefined,
): number | undefined {
  return template && findNamedPort(template, name, protocol)?.containerPort?.value;
}
