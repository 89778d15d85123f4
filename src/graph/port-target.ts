import {
  servedPorts,
  type ContainerPort,
  type Model,
  type PodTemplate,
  type Service,
  type ServicePort,
  type Workload,
} from '../model/index.ts';
import { isPlaceholder, type Located } from '../parse/index.ts';
import type { Resolution } from './resolution.ts';
import { likeness } from './spelling.ts';

/** A port of a Service, and the workloads on whose Pods it must lead somewhere. */
export interface PortTarget {
  readonly service: Service;
  readonly port: ServicePort;
  readonly target: Located<number | string>;
  /** At least one. Their containers are known; those that run to completion are left out. */
  readonly workloads: readonly [Workload, ...Workload[]];
}

/** None where it is unknown what the Pods behind the Service declare. */
export function readPortTargets(
  service: Service,
  backends: Resolution<readonly Workload[]>,
  injected: ReadonlySet<string>,
): PortTarget[] {
  if (backends.status !== 'found' || !isAsWritten(service.resource)) return [];
  // Pods of a Job are endpoints only while it runs: a Service for them alone is rare, and theirs
  // beside a server's are there by chance (users.md 1.2).
  const [first, ...more] = backends.value.filter(({ isBatch }) => !isBatch);
  if (first === undefined || !backends.value.every(hasKnownContainers)) return [];
  return service.ports.flatMap((port): PortTarget[] => {
    const target = port.targetPort;
    if (target === undefined || isPlaceholder(String(target.value))) return [];
    const name = String(target.value);
    if (isPlaceholder(port.protocol.value) || injected.has(name) || isInjectedPort(name)) return [];
    return [{ service, port, target, workloads: [first, ...more] }];
  });
}

/** Names of the ports that custom objects bring into Pods of others, as a SidecarSet does. */
export function readInjectedPorts(model: Model): ReadonlySet<string> {
  const makers = new Set(model.workloads.map(({ resource }) => resource));
  const names = model.resources
    .filter((resource) => resource.group.includes('.') && !makers.has(resource))
    .flatMap(({ fields }) => fields.get('spec').get('containers').items())
    .flatMap((container) => container.get('ports').items())
    .flatMap((port) => port.get('name').text()?.value ?? []);
  return new Set(names);
}

/** A patch that is not applied here may add containers and ports (S-1033). */
function isAsWritten({ standing }: Workload['resource']): boolean {
  return standing === 'applied' || standing === 'kustomize-labelled';
}

/** Custom kinds that put their template into Pods unchanged, as a Deployment does. */
const FAITHFUL = new Set([
  'argoproj.io/Rollout',
  'apps.kruise.io/CloneSet',
  'apps.kruise.io/StatefulSet',
  'apps.kruise.io/DaemonSet',
  'apps.openshift.io/DeploymentConfig',
]);

/** Whether the Pods of a workload have the containers that are written here, and no others. */
export function hasKnownContainers(workload: Workload): boolean {
  const { resource, template, isBuiltIn, isStated } = workload;
  if (!isAsWritten(resource)) return false;
  if (!isBuiltIn && !isStated && !FAITHFUL.has(`${resource.group}/${resource.kind}`)) return false;
  // The platform brings containers of its own (Knative, OpenFaaS) where the template names none.
  if (template.containers.every(({ role }) => role !== 'main')) return false;
  if ([...template.annotations.keys()].some(isForeignInjector)) return false;
  // A port whose number is no number is a placeholder of some sort.
  return servedPorts(template).every(
    ({ name, protocol, containerPort }) =>
      containerPort !== undefined &&
      !isPlaceholder(name?.value ?? '') &&
      !isPlaceholder(protocol.value),
  );
}

/** Meshes whose injected containers bear the port names below, and no name that you would choose. */
const KNOWN_INJECTOR = /(?:^|[./])(?:istio\.io|linkerd\.io|dapr\.io|vault\.hashicorp\.com)\//;

function isForeignInjector(annotation: string): boolean {
  return /inject/i.test(annotation) && !KNOWN_INJECTOR.test(annotation);
}

/** Ports of the containers that Istio, Linkerd, Dapr and their like put into Pods. */
const INJECTED_PORT =
  /^(?:http-envoy-prom|envoy(?:-.*)?|istio-.*|status-port|linkerd-.*|dapr-.*|consul-.*|mesh-.*)$/;

function isInjectedPort(name: string): boolean {
  return INJECTED_PORT.test(name);
}

/** The declared port that an unresolved name most likely means. */
export interface MeantPort {
  readonly port: ContainerPort;
  /** Nothing but spelling is wrong, and nothing else comes near. */
  readonly isSure: boolean;
}

/** Every name that leads nowhere is compared with all others: of more ports, with some. */
const MOST_COMPARED = 32;

export function findMeantPort(
  name: string,
  { service, port: { port, protocol } }: PortTarget,
  template: PodTemplate,
): MeantPort | undefined {
  const sharesProtocol = (it: ContainerPort): boolean => it.protocol.value === protocol.value;
  const candidates = template.ports.all.slice(0, MOST_COMPARED).filter(sharesProtocol);
  const alike = candidates.filter((it) => isMisspelt(name, it.name?.value ?? ''));
  const [first] = alike;
  if (first !== undefined) return { port: first, isSure: alike.length === 1 };
  const sameNumber = port && template.ports.numbered(port.value).find(sharesProtocol);
  const isOnlyOne = candidates.length === 1 && service.ports.length === 1;
  const guess = sameNumber ?? (isOnlyOne ? candidates[0] : undefined);
  return guess === undefined ? undefined : { port: guess, isSure: false };
}

/** Protocols that are named one letter apart with and without TLS: two ports all the same. */
const WITH_TLS = /^(?:http|grpc|ws|ftp|ldap|amqp|mqtt|imap|smtp|redis)s?$/;

/** Whether a port name is another one with a slip. Ports of a Pod are few: a short word will do. */
export function isMisspelt(name: string, meant: string): boolean {
  if (WITH_TLS.test(name) && WITH_TLS.test(meant)) return false;
  const how = likeness(name, meant);
  if (how === 'same' || how === 'typo') return true;
  return Math.min(name.length, meant.length) >= SHORTEST && isOneLetterOff(name, meant);
}

const SHORTEST = 4;

function isOneLetterOff(one: string, other: string): boolean {
  if (one.replace(/[^0-9]/g, '') !== other.replace(/[^0-9]/g, '')) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [rest, otherRest] = [one.slice(start), other.slice(start)];
  return (
    rest.slice(1) === otherRest.slice(1) ||
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1)
  );
}
