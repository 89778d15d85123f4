import {
  isResource,
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
import { indexPods } from './missed-pods.ts';
import { takeApart } from './selection.ts';
import { likeness } from './spelling.ts';

/** A peer that means Pods of its own namespace, where only another one has such Pods (S-705). */
export interface StrayPeer {
  readonly policy: NetworkPolicy;
  readonly podSelector: LabelSelector;
  readonly workload: Workload;
}

/** A namespaceSelector that asks for a label which the namespace that is meant does not have (S-713). */
export interface UnlabelledNamespace {
  readonly policy: NetworkPolicy;
  readonly wanted: Label;
  /** The namespace that bears what is wanted as its name, or nearly so. */
  readonly namespace: Resource;
}

type PolicyAndPeer = readonly [NetworkPolicy, PolicyPeer];

function peersOf(graph: Graph): PolicyAndPeer[] {
  return graph.networkPolicies.flatMap((policy) => {
    if (policy.resource.standing !== 'applied') return [];
    return [...policy.rules.values()]
      .flat()
      .flatMap(({ peers }) => peers.map((peer) => [policy, peer] as const));
  });
}

/** Peers without a namespaceSelector whose Pods are in one other namespace. */
export function findStrayPeers(graph: Graph): readonly StrayPeer[] {
  const local = peersOf(graph).flatMap(([policy, { namespaces, pods, isAddresses }]) =>
    namespaces === undefined && pods !== undefined && !isAddresses && isWritten(pods)
      ? [{ policy, podSelector: pods }]
      : [],
  );
  if (local.length === 0) return [];
  const index = indexPods(graph, local);
  const inView = new Set(graph.workloads.map(({ resource }) => resource.namespace));
  return local.flatMap(({ policy, podSelector }) => {
    const { file, namespace } = policy.resource;
    if (namespace === undefined || !inView.has(namespace)) return [];
    const here = index.select(file.path, podSelector, [namespace]);
    const anywhere = index.select(file.path, podSelector, 'any');
    if (here === 'all-or-none' || here.length > 0 || anywhere === 'all-or-none') return [];
    const [workload] = anywhere;
    const places = new Set(anywhere.map(({ resource }) => resource.namespace));
    if (workload === undefined || places.size > 1 || !isBeside(workload, policy)) return [];
    return [{ policy, podSelector, workload }];
  });
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
  const asked = peersOf(graph).flatMap(([policy, { namespaces }]) => {
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
