import { readHttpPaths, type HttpPath, type Resource } from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import { append } from './append.ts';
import type { Graph } from './graph.ts';

/** One host and path that Ingresses of one class send to different Services. */
export interface PathClash {
  readonly first: HttpPath;
  readonly again: HttpPath;
}

/**
 * Hosts and paths that are taken twice by Ingresses of one folder and class. Folders are deployments
 * of their own as often as not, so nothing is compared across them; copies of one Ingress are
 * alternatives.
 */
export function findPathClashes(graph: Graph): readonly PathClash[] {
  const ingresses = graph
    .ofKind('Ingress')
    .filter((it) => it.standing === 'applied' && !hasConditions(it));
  const taken = new Map<string, HttpPath[]>();
  for (const ingress of ingresses) {
    const place = [ingress.file.directory, ingress.namespace ?? '', classOf(ingress)].join('\n');
    for (const path of readHttpPaths(ingress)) {
      if (path.isDefault || path.backends.length === 0) continue;
      const host = path.host?.toLowerCase() ?? '';
      // `$DOMAIN` in the midst of a host: a script fills it in, and takes the files that it wants.
      if (isPlaceholder(path.path) || isPlaceholder(host) || host.includes('$')) continue;
      append(taken, [place, host, path.match, path.path].join('\n'), path);
    }
  }
  return [...taken.values()].flatMap(([first, ...others]) => {
    const again = others.find((it) => first !== undefined && differs(first, it));
    return first === undefined || again === undefined ? [] : [{ first, again }];
  });
}

/** Annotations by which a controller chooses between equal paths: a canary, a header, a weight. */
const CONDITION =
  /canary|condition|header|cookie|weight|priority|order|acl|method|middleware|mergeable|whitelist|allowlist|snippet/;

function hasConditions({ annotations }: Resource): boolean {
  return [...annotations.keys()].some((key) => CONDITION.test(key));
}

function classOf({ fields, annotations }: Resource): string {
  const stated = fields.get('spec').get('ingressClassName').text();
  return stated?.value ?? annotations.get('kubernetes.io/ingress.class')?.value.value ?? '';
}

function differs(first: HttpPath, again: HttpPath): boolean {
  const isCopy = first.from !== again.from && first.from.name.value === again.from.name.value;
  const [one, other] = [first.backends[0], again.backends[0]];
  return (
    !isCopy && (one?.name.value !== other?.name.value || one?.port?.value !== other?.port?.value)
  );
}
