import {
  readDestinationRule,
  readMeshHost,
  readSubsetRefs,
  type DestinationRule,
  type Label,
  type Resource,
  type Service,
  type Subset,
  type SubsetRef,
  type Workload,
} from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import { append } from './append.ts';
import type { Graph } from './graph.ts';
import { areNeighbours, shareNamespace } from './neighbourhood.ts';
import { hasKnownContainers } from './port-target.ts';
import { likeness } from './spelling.ts';

/** A subset that a VirtualService names and that no DestinationRule for the host defines. */
export interface UndefinedSubset {
  readonly ref: SubsetRef;
  /** DestinationRules for that host; at least one. */
  readonly rules: readonly [DestinationRule, ...DestinationRule[]];
  /** The one of its subsets that is meant. */
  readonly meant: Subset | undefined;
}

/** More rules and subsets of one host than this are not compared: no person keeps them apart either. */
const FEW = 32;

/** Where no DestinationRule for the host is near, it is elsewhere. */
export function findUndefinedSubsets(graph: Graph): readonly UndefinedSubset[] {
  const refs = graph.ofKind('VirtualService').flatMap(readSubsetRefs);
  if (refs.length === 0) return [];
  const byHost = new Map<string, DestinationRule[]>();
  const defined = new Set<string>();
  const open = new Set<string>();
  for (const rule of readDestinationRules(graph)) {
    const host = nameOfHost(rule.host.value, rule.resource);
    append(byHost, host, rule);
    if (mayDefineMore(rule)) open.add(host);
    for (const { name } of rule.subsets) defined.add(`${host}\n${name.value}`);
  }
  return refs.flatMap((ref): UndefinedSubset[] => {
    const { from, subset } = ref;
    const host = nameOfHost(ref.host, from);
    if (defined.has(`${host}\n${subset.value}`) || isPlaceholder(subset.value)) return [];
    if (from.standing !== 'applied' || open.has(host)) return [];
    const all = byHost.get(host) ?? [];
    const [first, ...others] = all
      .slice(0, FEW)
      .filter(({ resource }) => areNeighbours(resource, from) && shareNamespace(resource, from));
    if (first === undefined) return [];
    const subsets = [first, ...others].flatMap((it) => it.subsets).slice(0, FEW);
    const meant = subsets.find(({ name }) => areAlike(name.value, subset.value));
    return [{ ref, rules: [first, ...others], meant }];
  });
}

/** What a kustomization changes, or somebody fills in. */
function mayDefineMore({ resource, subsets }: DestinationRule): boolean {
  return resource.standing !== 'applied' || subsets.some(({ name }) => isPlaceholder(name.value));
}

/** A subset whose labels no Pod behind the host's Service has. */
export interface EmptySubset {
  readonly rule: DestinationRule;
  readonly subset: Subset;
  readonly service: Service;
  /** The label that none has, or that one has in almost the same words. */
  readonly wanted: Label;
  readonly alike: Label | undefined;
  readonly workload: Workload;
}

/**
 * Versions that are deployed when somebody likes are no mistake: only a label that no Pod of the
 * Service has in any value, or whose value is misspelt, speaks of one.
 */
export function findEmptySubsets(graph: Graph): readonly EmptySubset[] {
  const known = new Map<Service, BorneLabels>();
  return readDestinationRules(graph).flatMap((rule): EmptySubset[] => {
    if (rule.resource.standing !== 'applied' || rule.subsets.length === 0) return [];
    const [service, ...copies] = servicesOf(rule, graph);
    const backends = service && copies.length === 0 ? graph.backendsOf(service) : undefined;
    if (service === undefined || backends?.status !== 'found') return [];
    const [first] = backends.value;
    if (first === undefined) return [];
    const borne = known.get(service) ?? indexLabels(backends.value);
    known.set(service, borne);
    if (!borne.isComplete) return [];
    return rule.subsets.flatMap((subset) => {
      const stray = findStrayLabel(subset, borne.values);
      return stray === undefined ? [] : [{ rule, subset, service, workload: first, ...stray }];
    });
  });
}

/** A label of Pods, with one of the workloads that make them. */
interface BorneLabel {
  readonly label: Label;
  readonly workload: Workload;
}

/** What the Pods of a Service bear. */
interface BorneLabels {
  /** Whether the Pods are as they are written. */
  readonly isComplete: boolean;
  /** By key and value. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, BorneLabel>>;
}

function indexLabels(workloads: readonly Workload[]): BorneLabels {
  const values = new Map<string, Map<string, BorneLabel>>();
  for (const workload of workloads) {
    for (const [key, label] of workload.template.labels) {
      const ofKey = values.get(key) ?? new Map<string, BorneLabel>();
      values.set(key, ofKey.set(label.value.value, { label, workload }));
    }
  }
  return { isComplete: workloads.every(hasKnownContainers), values };
}

interface StrayLabel {
  readonly wanted: Label;
  readonly alike: Label | undefined;
  readonly workload?: Workload;
}

function findStrayLabel({ labels }: Subset, borne: BorneLabels['values']): StrayLabel | undefined {
  for (const [key, wanted] of labels) {
    const { value } = wanted.value;
    if (isPlaceholder(value)) return undefined;
    const values = borne.get(key);
    if (values === undefined) return { wanted, alike: undefined };
    if (values.has(value) || values.size > FEW) continue;
    for (const [other, { label, workload }] of values) {
      if (areAlike(other, value)) return { wanted, alike: label, workload };
    }
  }
  return undefined;
}

function areAlike(one: string, other: string): boolean {
  const how = likeness(one, other);
  return how === 'same' || how === 'typo';
}

function readDestinationRules(graph: Graph): readonly DestinationRule[] {
  return graph.ofKind('DestinationRule').flatMap((it) => readDestinationRule(it) ?? []);
}

function servicesOf({ host, resource }: DestinationRule, graph: Graph): readonly Service[] {
  const named = readMeshHost(host.value, resource.namespace);
  if (named === undefined) return [];
  const services = graph.find({ group: '', kind: 'Service', ...named }, resource);
  if (services.status !== 'found') return [];
  return services.value.flatMap((it) =>
    areNeighbours(it, resource) ? (graph.asService(it) ?? []) : [],
  );
}

/** One key for the short and the full name of a Service. */
function nameOfHost(host: string, from: Resource): string {
  return readMeshHost(host, from.namespace)?.name ?? host;
}
