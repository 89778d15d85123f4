import {
  readDestinationRule,
  readMeshHost,
  type DestinationRule,
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
  const asked = graph.ofKind('DestinationRule').flatMap((resource) => {
    const rule = readDestinationRule(resource);
    const service = rule && readMeshHost(rule.host.value, resource.namespace);
    if (service === undefined || resource.standing !== 'applied') return [];
    if (isPlaceholder(rule?.host.value ?? '') || graph.routing.isMeshHost(service.name)) return [];
    return rule === undefined ? [] : [{ rule, service }];
  });
  if (asked.length === 0) return [];
  const names = new SpellingIndex<Service>(asked.map(({ service }) => service.name));
  for (const service of graph.services) {
    names.add(service.resource.file.path, service.resource.name.value, service);
  }
  return asked.flatMap(({ rule, service: { name, namespace } }) => {
    const { resource } = rule;
    const ref = { group: '', kind: 'Service', name, namespace };
    if (graph.find(ref, resource).status !== 'missing') return [];
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
