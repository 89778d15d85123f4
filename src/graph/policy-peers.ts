import {
  isResource,
  type Direction,
  type Label,
  type LabelSelector,
  type NetworkPolicy,
  type PolicyPeer,
  type Resource,
  type Workload,
} from '../model/index.ts';
import { NAMESPACE_NAME } from '../traffic/index.ts';
import type { Graph } from './graph.ts';
import { isMadeElsewhere } from './foreign-labels.ts';
import { areNeighbours } from './neighbourhood.ts';
import { findMissedPods, indexPods, type MissedPods, type PodSelecting } from './missed-pods.ts';
import { takeApart } from './selection.ts';
import { likeness } from './spelling.ts';

/** A peer that means Pods of its own namespace, where only another one has such Pods (S-705). */
export interface StrayPeer {
  readonly policy: NetworkPolicy;
  readonly podSelector: LabelSelector;
  /** Whose Pods are meant: those of a workload in view, or of a program that every cluster has. */
  readonly meant: Workload | 'cluster-dns' | 'ingress-controller';
}

/** A peer that takes no Pod in view, beside a workload whose labels it misspells. */
export type MissedPeer = MissedPods<LocalPeer>;

interface LocalPeer extends PodSelecting {
  readonly direction: Direction;
}

/** Where nothing else is said, the DNS Pods of a cluster bear these (S-711). */
const CLUSTER_DNS = new Set(['k8s-app=kube-dns', 'k8s-app=coredns']);

/** How ingress controllers label their Pods, which run in namespaces of their own. */
const CONTROLLERS = new Set([
  ...['ingress-nginx', 'nginx-ingress', 'nginx-ingress-controller', 'ingress-nginx-controller'],
  ...['traefik', 'haproxy-ingress', 'kubernetes-ingress', 'istio-ingressgateway'],
]);
const NAMING_KEYS = new Set(['app', 'app.kubernetes.io/name', 'k8s-app', 'name']);

/** A namespaceSelector that asks for a label which the namespace that is meant does not have (S-713). */
export interface UnlabelledNamespace {
  readonly policy: NetworkPolicy;
  readonly wanted: Label;
  /** The namespace that bears what is wanted as its name, or nearly so. */
  readonly namespace: Resource;
}

/** Peers of all policies, with the direction in which they are let through. */
function peersOf(graph: Graph): (readonly [NetworkPolicy, Direction, PolicyPeer])[] {
  return graph.networkPolicies.flatMap((policy) => {
    if (policy.resource.standing !== 'applied') return [];
    return [...policy.rules].flatMap(([direction, rules]) =>
      rules.flatMap(({ peers }) => peers.map((peer) => [policy, direction, peer] as const)),
    );
  });
}

/** Peers that mean Pods of the policy's own namespace. */
function localPeers(graph: Graph): (LocalPeer & { readonly policy: NetworkPolicy })[] {
  return peersOf(graph).flatMap(([policy, direction, { namespaces, pods, isAddresses }]) =>
    namespaces === undefined && pods !== undefined && !isAddresses
      ? [{ policy, direction, resource: policy.resource, podSelector: pods }]
      : [],
  );
}

/** Peers whose labels are those of a workload but for a slip, or its own and not its Pods'. */
export function findMissedPeers(graph: Graph): readonly MissedPeer[] {
  return findMissedPods(graph, localPeers(graph)).filter(({ nearMiss }) => {
    const { evidence, differences } = nearMiss;
    // That the workload bears the policy's name says nothing about the policy's peers.
    const isSlip = differences.every(({ likeness: alike }) => alike === 'same' || alike === 'typo');
    return evidence === 'own-labels' || (evidence === 'spelling' && isSlip);
  });
}

/** Peers without a namespaceSelector whose Pods are in one other namespace. */
export function findStrayPeers(graph: Graph): readonly StrayPeer[] {
  const local = localPeers(graph).filter(({ resource }) => resource.namespace !== undefined);
  if (local.length === 0) return [];
  const index = indexPods(graph, local);
  const inView = new Set(graph.workloads.map(({ resource }) => resource.namespace));
  return local.flatMap(({ policy, podSelector, direction }): StrayPeer[] => {
    const { file, namespace } = policy.resource;
    const here = index.select(file.path, podSelector, [namespace]);
    if (here === 'all-or-none' || here.length > 0) return [];
    const program = programMeant(podSelector, direction, namespace);
    if (program === 'cluster-dns') return [{ policy, podSelector, meant: program }];
    const values = [...podSelector.matchLabels.values()].map(({ value }) => value.value);
    if (graph.mayHide(policy.resource, values) !== undefined) return [];
    if (program !== undefined) return [{ policy, podSelector, meant: program }];
    const anywhere = index.select(file.path, podSelector, 'any');
    if (!inView.has(namespace) || !isWritten(podSelector)) return [];
    if (anywhere === 'all-or-none') return [];
    const [workload] = anywhere;
    const places = new Set(anywhere.map(({ resource }) => resource.namespace));
    if (workload === undefined || places.size > 1 || !isBeside(workload, policy)) return [];
    return [{ policy, podSelector, meant: workload }];
  });
}

/** A program that runs in another namespace than this, nearly everywhere. */
function programMeant(
  { matchLabels }: LabelSelector,
  direction: Direction,
  namespace = '',
): 'cluster-dns' | 'ingress-controller' | undefined {
  for (const [key, { value }] of matchLabels) {
    if (CLUSTER_DNS.has(`${key}=${value.value}`)) {
      return namespace === 'kube-system' ? undefined : 'cluster-dns';
    }
    const isController = NAMING_KEYS.has(key) && CONTROLLERS.has(value.value);
    // A chart is often installed into the namespace that is there already.
    const mayBeItsOwn = namespace === 'default' || /ingress|traefik|gateway|system/.test(namespace);
    if (isController && direction === 'ingress' && !mayBeItsOwn) return 'ingress-controller';
  }
  return undefined;
}

function isBeside({ resource }: Workload, policy: NetworkPolicy): boolean {
  return resource.standing === 'applied' && areNeighbours(resource, policy.resource);
}

/** Whether the Pods that are asked for would be written down with these labels. */
function isWritten({ matchLabels }: LabelSelector): boolean {
  const { written, added, hasPlaceholder } = takeApart(matchLabels);
  if (hasPlaceholder || added.length > 0) return false;
  return !written.some(([key, value]) => isMadeElsewhere(key, value));
}

/** Selectors of namespaces that take none in view, though one bears the name that is asked for. */
export function findUnlabelledNamespaces(graph: Graph): readonly UnlabelledNamespace[] {
  const asked = peersOf(graph).flatMap(([policy, , { namespaces }]) => {
    const [wanted, another] = namespaces?.matchLabels.values() ?? [];
    return wanted === undefined || another !== undefined ? [] : [{ policy, wanted }];
  });
  if (asked.length === 0) return [];
  const namespaces = graph.resources.filter((it) => isResource(it, '', 'Namespace'));
  // What adds labels to one may add this one.
  if (!namespaces.every(({ standing }) => standing === 'applied')) return [];
  const places = new Set(graph.resources.flatMap(({ namespace }) => namespace ?? []));
  return asked.flatMap(({ policy, wanted }) => {
    const { key, value } = wanted;
    const isByName = key.value === NAMESPACE_NAME;
    if (isByName && places.has(value.value)) return [];
    const isTaken = ({ name, labels }: Resource): boolean =>
      (isByName ? name : labels.get(key.value)?.value)?.value === value.value;
    if (namespaces.some(isTaken)) return [];
    const alike = isByName ? 'typo' : 'same';
    const meant = namespaces.filter(
      ({ name }) => likenessOfNames(name.value, value.value) === alike,
    );
    const [namespace, another] = meant;
    return namespace === undefined || another !== undefined ? [] : [{ policy, wanted, namespace }];
  });
}

function likenessOfNames(one: string, other: string): 'same' | 'typo' | undefined {
  if (one === other) return 'same';
  return likeness(one, other) === 'typo' ? 'typo' : undefined;
}
