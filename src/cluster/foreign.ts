import { SERVED } from '../admission/schema.ts';
import { groupOf, isResource, type Resource } from '../model/index.ts';

/** Groups of the API server itself, and those whose definitions every cluster is taken to have. */
const OWN_GROUPS: ReadonlySet<string> = new Set(Object.keys(SERVED).map(groupOf));

/**
 * Objects of kinds that the API server does not know by itself, and for which nothing given defines
 * them: a cluster has them only when something else has installed their definition.
 */
export function findForeign(resources: readonly Resource[]): ReadonlySet<Resource> {
  const defined = new Set(resources.flatMap(definedKind));
  return new Set(
    resources.filter(
      ({ group, kind }) => !OWN_GROUPS.has(group) && !defined.has(`${group}/${kind}`),
    ),
  );
}

function definedKind(resource: Resource): string[] {
  if (!isResource(resource, 'apiextensions.k8s.io', 'CustomResourceDefinition')) return [];
  const spec = resource.fields.get('spec');
  const group = spec.get('group').text()?.value;
  const kind = spec.get('names').get('kind').text()?.value;
  return group === undefined || kind === undefined ? [] : [`${group}/${kind}`];
}
