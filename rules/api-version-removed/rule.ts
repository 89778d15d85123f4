import {
  defineConflictRule,
  NEWEST_KNOWN,
  refusalsOf,
  removedSince,
  type Graph,
  type Refusal,
  type Resource,
} from '../../src/rule/index.ts';

export default defineConflictRule({
  id: 'api-version-removed',
  title: 'Object is written for an API version that is no longer served',
  severity: 'warning',
  raised: { by: 'kubernetes-version', to: 'error' },
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/'],
  find: (graph) => [...groupRemoved(graph).values()].flatMap(sayOnce),
});

/** One and the same thing to do: what is said of them, by file, version and kind. */
function groupRemoved(graph: Graph): ReadonlyMap<string, Refusal[]> {
  const groups = new Map<string, Refusal[]>();
  for (const resource of graph.resources) {
    const removed = refusalsOf(resource).find(({ code }) => code === 'version-removed');
    if (removed === undefined || !isGone(resource, graph.options.kubernetesVersion)) continue;
    const key = `${resource.file.path} ${resource.apiVersion} ${resource.kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [removed]);
    else group.push(removed);
  }
  return groups;
}

/** At the first place, with the number of the others: they are mended in one go. */
function sayOnce([first, second, ...others]: readonly Refusal[]): readonly Refusal[] {
  if (first === undefined) return [];
  if (second === undefined) return [first];
  const message = `${first.message} (${others.length + 1} more in this file)`;
  return [{ ...first, message, other: { message: 'the next one', at: second.at } }];
}

function isGone(resource: Resource, version: string | undefined): boolean {
  if (version === undefined || resource.group === 'gateway.networking.k8s.io') return true;
  return isAtLeast(version, removedSince(resource) ?? NEWEST_KNOWN);
}

function isAtLeast(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}
