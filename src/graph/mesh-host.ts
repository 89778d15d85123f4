import {
  readDestinationRule,
  readMeshHost,
  type DestinationRule,
  type MeshService,
  type Resource,
  type Service,
} from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import type { Graph } from './graph.ts';
import { areNeighbours } from './neighbourhood.ts';
import { likeness } from './spelling.ts';
import { SpellingIndex } from './spelling-index.ts';

/** A DestinationRule for a host that is no Service in view, beside a Service of almost that name. */
export interface StrayDestinationRule {
  readonly rule: DestinationRule;
  readonly meant: Service;
}

/** Hosts that ServiceEntries bring along, or that resemble nothing, are somebody else's. */
export function findStrayDestinationRules(graph: Graph): readonly StrayDestinationRule[] {
  const asked = graph.ofKind('DestinationRule').flatMap((it) => findMissingHost(it, graph) ?? []);
  if (asked.length === 0) return [];
  const names = new SpellingIndex<Service>(asked.map(({ service }) => service.name));
  for (const service of graph.services) {
    names.add(service.resource.file.path, service.resource.name.value, service);
  }
  return asked.flatMap(({ rule, service: { name, namespace } }) => {
    const { resource } = rule;
    const meant = names.nearest(resource.file.path, [name], (similar) =>
      [...similar].find((it) => {
        const how = likeness(it.resource.name.value, name);
        const isThere = [undefined, namespace].includes(it.resource.namespace ?? namespace);
        return (
          (how === 'same' || how === 'typo') && isThere && areNeighbours(it.resource, resource)
        );
      }),
    );
    return meant === undefined ? [] : [{ rule, meant }];
  });
}

/** The host of a rule, where it is a Service that is not there. */
function findMissingHost(
  resource: Resource,
  graph: Graph,
): { readonly rule: DestinationRule; readonly service: MeshService } | undefined {
  const rule = readDestinationRule(resource);
  if (rule === undefined || resource.standing !== 'applied') return undefined;
  const service = readMeshHost(rule.host.value, resource.namespace);
  if (service === undefined || isPlaceholder(rule.host.value)) return undefined;
  if (graph.routing.isMeshHost(service.name)) return undefined;
  const found = graph.find({ group: '', kind: 'Service', ...service }, resource);
  return found.status === 'missing' ? { rule, service } : undefined;
}
