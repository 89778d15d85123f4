import type { Located } from '../parse/index.ts';
import { isResource, type Resource } from './resource.ts';
import {
  readIngressBackend,
  readRouteBackend,
  type ServiceReference,
} from './service-reference.ts';

/** A host and path that an Ingress or an HTTPRoute takes requests for, and where it sends them. */
export interface HttpPath {
  readonly from: Resource;
  /** Undefined: any host. `*.example.com`: one more label in an Ingress, any number in a route. */
  readonly host: string | undefined;
  readonly path: string;
  readonly match: 'exact' | 'prefix' | 'other';
  /** Asks for more than host and path: a header, a parameter, a method. */
  readonly hasConditions: boolean;
  /** Takes what no other path of the Ingress takes. */
  readonly isDefault: boolean;
  readonly backends: readonly ServiceReference[];
  readonly at: Located<unknown>;
}

export function readHttpPaths(resource: Resource): HttpPath[] {
  const isIngress =
    isResource(resource, 'networking.k8s.io', 'Ingress') ||
    isResource(resource, 'extensions', 'Ingress');
  if (isIngress) return readIngressPaths(resource);
  return isResource(resource, 'gateway.networking.k8s.io', 'HTTPRoute')
    ? readRoutePaths(resource)
    : [];
}

function readIngressPaths(resource: Resource): HttpPath[] {
  const spec = resource.fields.get('spec');
  const paths = spec
    .get('rules')
    .items()
    .flatMap((rule) =>
      rule
        .get('http')
        .get('paths')
        .items()
        .map((path): HttpPath => {
          const host = rule.get('host').text()?.value;
          return {
            from: resource,
            host: host === '' ? undefined : host,
            path: path.get('path').text()?.value ?? '/',
            match: matchOf(path.get('pathType').value()),
            hasConditions: false,
            isDefault: false,
            backends: asList(readIngressBackend(path.get('backend'), resource)),
            at: (path.get('path').exists ? path.get('path') : path).anchor(),
          };
        }),
    );
  const defaults = ['defaultBackend', 'backend']
    .map((name) => spec.get(name))
    .filter((backend) => backend.exists)
    .map((backend): HttpPath => ({
      from: resource,
      host: undefined,
      path: '/',
      match: 'prefix',
      hasConditions: false,
      isDefault: true,
      backends: asList(readIngressBackend(backend, resource)),
      at: backend.anchor(),
    }));
  return [...paths, ...defaults];
}

function matchOf(pathType: unknown): HttpPath['match'] {
  if (pathType === 'Exact') return 'exact';
  return pathType === 'Prefix' ? 'prefix' : 'other';
}

const CONDITIONS = ['headers', 'queryParams', 'method'];

/** A rule without matches takes everything below `/` (S-620). */
function readRoutePaths(resource: Resource): HttpPath[] {
  const spec = resource.fields.get('spec');
  const hosts = spec
    .get('hostnames')
    .items()
    .flatMap((host) => host.text()?.value ?? []);
  return spec
    .get('rules')
    .items()
    .flatMap((rule) => {
      // A mirror, which is a filter, gets copies of requests, and answers none.
      const backends = rule
        .get('backendRefs')
        .items()
        .flatMap((ref) => readRouteBackend(ref, resource, true) ?? []);
      const matches = rule.get('matches').items();
      return (matches.length > 0 ? matches : [rule]).flatMap((match) => {
        const path = match.get('path');
        const type = path.get('type').value() ?? 'PathPrefix';
        return (hosts.length > 0 ? hosts : [undefined]).map((host): HttpPath => ({
          from: resource,
          host,
          path: path.get('value').text()?.value ?? '/',
          match: type === 'Exact' ? 'exact' : type === 'PathPrefix' ? 'prefix' : 'other',
          hasConditions: CONDITIONS.some((name) => match.get(name).exists),
          isDefault: false,
          backends,
          at: (path.get('value').exists ? path.get('value') : match).anchor(),
        }));
      });
    });
}

function asList(reference: ServiceReference | undefined): readonly ServiceReference[] {
  return reference === undefined ? [] : [reference];
}

/** Whether a request for this host and path is one of those; the path as `/cart/items`. */
export function takesRequest(of: HttpPath, host: string, path: string): boolean {
  return takesHost(of, host) && takesPath(of, path);
}

/** Whether requests for a host may come this way. */
export function takesHost(of: HttpPath, host: string): boolean {
  return takesLowerHost(of, host.toLowerCase());
}

function takesLowerHost({ host, from }: HttpPath, asked: string): boolean {
  if (host === undefined) return true;
  const own = host.toLowerCase();
  if (!own.startsWith('*.')) return own === asked;
  const rest = own.slice(1);
  if (!asked.endsWith(rest)) return false;
  const front = asked.slice(0, -rest.length);
  return front !== '' && (from.kind === 'HTTPRoute' || !front.includes('.'));
}

/** A prefix ends where a segment ends: `/cart` takes `/cart/1`, not `/cartoon` (S-604). */
function takesPath({ path, match }: HttpPath, asked: string): boolean {
  if (match === 'exact') return asked === path;
  const prefix = path.replace(/\/$/, '');
  if (match === 'prefix')
    return asked === prefix || asked.startsWith(`${prefix}/`) || prefix === '';
  // What an implementation makes of it is its own business; a plain beginning is the common reading.
  return asked.startsWith(path) || path === '';
}

/** Higher wins: an exact host before a wildcard, an exact path before a prefix, the longer prefix. */
export function precedenceOf({ host, path, match, isDefault }: HttpPath): number {
  if (isDefault) return -1;
  const hostRank = host === undefined ? 0 : host.startsWith('*') ? 1 : 2;
  return hostRank * 1e6 + (match === 'exact' ? 5e5 : 0) + Math.min(path.length, 4e5);
}
