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

/** Where no DestinationRule for the host is near, it is elsewhere. */
export function findUndefinedSubsets(graph: Graph): readonly UndefinedSubset[] {
  const refs = graph.ofKind('VirtualService').flatMap(readSubsetRefs);
  if (refs.length === 0) return [];
  const byHost = new Map<string, DestinationRule[]>();
  for (const rule of readDestinationRules(graph)) {
    append(byHost, nameOfHost(rule.host.value, rule.resource), rule);
  }
  return refs.flatMap((ref): UndefinedSubset[] => {
    const { from, host, subset } = ref;
    if (from.standing !== 'applied' || isPlaceholder(subset.value)) return [];
    const all = byHost.get(nameOfHost(host, from)) ?? [];
    const mayBeMore = ({ resource }: DestinationRule): boolean => resource.standing !== 'applied';
    if (all.some((it) => mayBeMore(it) || defines(it, subset.value))) return [];
    const [first, ...others] = all.filter(
      ({ resource }) => areNeighbours(resource, from) && shareNamespace(resource, from),
    );
    if (first === undefined) return [];
    const subsets = [first, ...others].flatMap((it) => it.subsets);
    const meant = subsets.find(({ name }) => {
      const how = likeness(name.value, subset.value);
      return how === 'same' || how === 'typo';
    });
    return [{ ref, rules: [first, ...others], meant }];
  });
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
  return readDestinationRules(graph).flatMap((rule): EmptySubset[] => {
    if (rule.resource.standing !== 'applied' || rule.subsets.length === 0) return [];
    const [service, ...copies] = servicesOf(rule, graph);
    const backends = service && copies.length === 0 ? graph.backendsOf(service) : undefined;
    if (service === undefined || backends?.status !== 'found') return [];
    const workloads = backends.value;
    if (!workloads.every(hasKnownContainers)) return [];
    return rule.subsets.flatMap((subset) => {
      const stray = findStrayLabel(subset, workloads);
      return stray === undefined ? [] : [{ rule, subset, service, ...stray }];
    });
  });
}

function findStrayLabel(
  { labels }: Subset,
  workloads: readonly Workload[],
): Pick<EmptySubset, 'wanted' | 'alike' | 'workload'> | undefined {
  const [first] = workloads;
  if (first === undefined) return undefined;
  for (const [key, wanted] of labels) {
    if (isPlaceholder(wanted.value.value)) return undefined;
    const bearers = workloads.filter(({ template }) => template.labels.has(key));
    if (bearers.length === 0) return { wanted, alike: undefined, workload: first };
    const values = bearers.flatMap((workload) => {
      const label = workload.template.labels.get(key);
      return label === undefined ? [] : [{ workload, label }];
    });
    if (values.some(({ label }) => label.value.value === wanted.value.value)) continue;
    const alike = values.find(({ label }) => {
      const how = likeness(label.value.value, wanted.value.value);
      return how === 'same' || how === 'typo';
    });
    if (alike !== undefined) return { wanted, alike: alike.label, workload: alike.workload };
  }
  return undefined;
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

function defines({ subsets }: DestinationRule, name: string): boolean {
  return subsets.some((it) => it.name.value === name || isPlaceholder(it.name.value));
}
