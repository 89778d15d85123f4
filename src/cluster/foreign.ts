import { isServed } from '../admission/index.ts';
import { isResource, type Resource } from '../model/index.ts';

/**
 * Objects of kinds that the API server does not know by itself, and for which nothing given defines
 * them: a cluster has them only when something else has installed their definition.
 */
export function findForeign(resources: readonly Resource[]): ReadonlySet<Resource> {
  const defined = new Set(resources.flatMap(definedKind));
  return new Set(
    resources.filter(
      (resource) =>
        isServed(resource) === undefined && !defined.has(`${resource.group}/${resource.kind}`),
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
