import type { Resource } from './resource.ts';

/**
 * The objects without those of the context that are given as well: a dump of the cluster holds them as
 * they were before. What controllers made of these was theirs, and goes with them.
 */
export function withoutCopies(
  resources: readonly Resource[],
  isContext: (file: string) => boolean,
): readonly Resource[] {
  const given = new Map<string, Set<string | undefined>>();
  const context: Resource[] = [];
  for (const resource of resources) {
    if (isContext(resource.file.path)) context.push(resource);
    else namespacesOf(given, resource).add(resource.namespace);
  }
  if (context.length === 0) return resources;
  const gone = new Set(context.filter((resource) => isGiven(resource, given)));
  const owned = groupByOwner(context);
  // The set grows while it is walked: a Deployment has ReplicaSets, and these have Pods.
  for (const owner of gone) {
    for (const resource of owned.get(ownerKey(owner.kind, owner.name.value, owner)) ?? []) {
      gone.add(resource);
    }
  }
  return resources.filter((resource) => !gone.has(resource));
}

function namespacesOf(
  given: Map<string, Set<string | undefined>>,
  resource: Resource,
): Set<string | undefined> {
  const key = typeAndName(resource);
  let namespaces = given.get(key);
  if (namespaces === undefined) {
    namespaces = new Set();
    given.set(key, namespaces);
  }
  return namespaces;
}

/** A namespace that is not stated matches any. */
function isGiven(
  resource: Resource,
  given: ReadonlyMap<string, ReadonlySet<string | undefined>>,
): boolean {
  const namespaces = given.get(typeAndName(resource));
  if (namespaces === undefined) return false;
  const { namespace } = resource;
  return namespace === undefined || namespaces.has(undefined) || namespaces.has(namespace);
}

function typeAndName({ group, kind, name }: Resource): string {
  return `${group}/${kind}/${name.value}`;
}

function ownerKey(kind: string, name: string, { namespace }: Resource): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

function groupByOwner(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const owned = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const key of ownersOf(resource)) {
      const list = owned.get(key);
      if (list === undefined) owned.set(key, [resource]);
      else list.push(resource);
    }
  }
  return owned;
}

function ownersOf(resource: Resource): string[] {
  const { kind, name, fields } = resource;
  // Endpoints have no owner, but the name of their Service (S-411).
  if (kind === 'Endpoints') return [ownerKey('Service', name.value, resource)];
  return fields
    .get('metadata')
    .get('ownerReferences')
    .items()
    .map((owner) =>
      ownerKey(
        owner.get('kind').text()?.value ?? '',
        owner.get('name').text()?.value ?? '',
        resource,
      ),
    );
}
