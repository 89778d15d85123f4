import {
  GATEWAY_GROUP,
  type AllowedNamespaces,
  type Listener,
  type ParentRef,
  type Resource,
  type Route,
} from '../model/index.ts';
import { isPlaceholder } from '../parse/index.ts';
import { any, yesIf, type Answer } from './answer.ts';
import { hostsOverlap } from './host-pattern.ts';
import { matches, type LabelsOfNamespace } from './known-labels.ts';

/** Why a route attaches to no listener of a parent that is there (S-624, S-625). */
export type Detachment = 'section' | 'port' | 'kind' | 'namespace' | 'hostname';

/** A Gateway, or whatever else has listeners. */
export interface ListenerOwner {
  readonly resource: Resource;
  readonly listeners: readonly Listener[];
}

export interface Attachment {
  /** What shut the last listener out; undefined where the route attaches. */
  readonly why: Detachment | undefined;
  /** The listeners that take the route, or that were left when `why` shut the last of them out. */
  readonly listeners: readonly Listener[];
}

/**
 * Which listeners take a route. `least` says what is enough: in a scan of a part of the world a
 * listener counts that may take it, in a whole cluster only one that does.
 */
export function attach(
  route: Route,
  parent: ParentRef,
  owner: ListenerOwner,
  labelsOf: LabelsOfNamespace,
  least: 'maybe' | 'yes',
): Attachment {
  const isEnough = (answer: Answer): boolean => answer === 'yes' || answer === least;
  // In the order in which the API reports them.
  const conditions: readonly (readonly [Detachment, (listener: Listener) => Answer])[] = [
    ['section', ({ name }) => isNamed(name.value, parent.sectionName?.value)],
    ['port', ({ port }) => isOnPort(port?.value, parent.port?.value)],
    ['kind', (listener) => allowsKind(listener, route.resource.kind)],
    ['namespace', (it) => allowsNamespace(it, owner.resource, route.resource.namespace, labelsOf)],
    ['hostname', (listener) => allowsHost(listener, route)],
  ];
  let { listeners } = owner;
  for (const [why, allows] of conditions) {
    const left = listeners.filter((listener) => isEnough(allows(listener)));
    if (left.length === 0) return { why, listeners };
    listeners = left;
  }
  return { why: undefined, listeners };
}

function isNamed(name: string, wanted: string | undefined): Answer {
  if (wanted === undefined || wanted === name) return 'yes';
  return isPlaceholder(name) || isPlaceholder(wanted) ? 'maybe' : 'no';
}

function isOnPort(port: number | undefined, wanted: number | undefined): Answer {
  if (wanted === undefined || wanted === port) return 'yes';
  return port === undefined ? 'maybe' : 'no';
}

/** Whether something of namespace `place` may attach to what `owner` holds. */
export function allowsNamespace(
  { from, namespaces }: AllowedNamespaces,
  owner: Resource,
  place: string | undefined,
  labelsOf: LabelsOfNamespace,
): Answer {
  if (from.value === 'All') return 'yes';
  if (from.value === 'None') return 'no';
  if (place === undefined || isPlaceholder(place)) return 'maybe';
  if (from.value === 'Same') {
    return owner.namespace === undefined ? 'maybe' : yesIf(owner.namespace === place);
  }
  // What `Selector` without a selector means, the API leaves open.
  if (from.value !== 'Selector' || namespaces === undefined) return 'maybe';
  return matches(namespaces, labelsOf(place));
}

/** Which routes each protocol carries (S-625). */
const KINDS_OF_PROTOCOL: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTPRoute', 'GRPCRoute']],
  ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
  ['TLS', ['TLSRoute']],
  ['TCP', ['TCPRoute']],
  ['UDP', ['UDPRoute']],
]);

function allowsKind(listener: Listener, kind: string): Answer {
  const { kinds } = listener;
  const isListed = kinds?.some((it) => it.group === GATEWAY_GROUP && it.kind === kind) ?? true;
  return isListed ? carriesKind(listener, kind) : 'no';
}

function carriesKind({ protocol, isPassthrough }: Listener, kind: string): Answer {
  const carried = KINDS_OF_PROTOCOL.get(protocol);
  // A protocol of one implementation carries what that implementation says.
  if (carried === undefined) return 'maybe';
  if (protocol === 'TLS' && kind === 'TCPRoute') return isPassthrough ? 'maybe' : 'yes';
  return yesIf(carried.includes(kind));
}

/** Kinds of routes that know host names. */
const KINDS_WITH_HOSTS = new Set(['HTTPRoute', 'GRPCRoute', 'TLSRoute']);

function allowsHost({ hostname, protocol }: Listener, { hostnames, resource }: Route): Answer {
  if (hostname === undefined || hostnames.length === 0) return 'yes';
  if (protocol === 'TCP' || protocol === 'UDP' || !KINDS_WITH_HOSTS.has(resource.kind))
    return 'yes';
  return any(
    hostnames.map(({ value }) => {
      if (hostsOverlap(value, hostname.value)) return 'yes';
      return isPlaceholder(value) || isPlaceholder(hostname.value) ? 'maybe' : 'no';
    }),
  );
}
