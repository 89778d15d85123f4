import {
  GATEWAY_GROUP,
  isResource,
  type LabelSelector,
  type NetworkPolicy,
  type PolicyRule,
  type Resource,
  type Service,
  type ServicePort,
  type ServiceReference,
  type Workload,
} from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import { takesPort, type DialledPort, type PodGroup } from '../traffic/index.ts';
import { append } from './append.ts';
import type { Graph } from './graph.ts';
import type { LabelIndex } from './label-index.ts';
import { indexPods } from './missed-pods.ts';
import { findPortNamed } from './monitoring.ts';
import { podsOf } from './policy.ts';

/** Who sends traffic that an object asks for, and is out of view itself. */
type Program = 'controller' | 'scraper' | 'apiServer';

/** Traffic from an ingress controller, from Prometheus or from the API server. */
export interface Arrival {
  readonly from: Program;
  /** The Ingress, the route, the monitor or the webhook. */
  readonly asker: Resource;
  readonly service: Service;
  readonly port: ServicePort;
  /** Where the Service, or its port, is named. */
  readonly at: Located<unknown>;
}

/** Traffic that no policy in view lets in, wherever it comes from. */
export interface DeniedArrival extends Arrival {
  readonly policy: NetworkPolicy;
  /** Whether no rule takes the port; otherwise those that do admit others. */
  readonly isPortShut: boolean;
}

/** How the programs that send such traffic are called. */
const PROGRAMS: Readonly<Record<Program, RegExp>> = {
  controller:
    /ingress|traefik|haproxy|contour|kong|envoy|gateway|istio|apisix|skipper|emissary|ambassador|router|tunnel|cloudflare/i,
  // It calls through Pods of these where it has no way of its own into the cluster's network.
  apiServer: /konnectivity|tunnel|apiserver/i,
  scraper: /prometheus|victoria|vmagent|vmsingle|alloy|otel|opentelemetry|agent|collector/i,
};

/** All traffic of this sort to Pods that policies certainly shut it out from. */
export function findDeniedArrivals(graph: Graph): readonly DeniedArrival[] {
  const isolates = graph.networkPolicies.some(({ rules }) => rules.get('ingress')?.length);
  if (!isolates || !graph.policies.areAll) return [];
  const strangers = new Strangers(graph);
  const denied = new Map<string, DeniedArrival>();
  for (const arrival of [...findEntries(graph), ...findScrapes(graph)]) {
    const verdict = judge(arrival, graph, strangers);
    if (verdict === undefined) continue;
    const { asker, service, port } = arrival;
    const key = `${asker.file.path} ${asker.path} ${service.resource.name.value} ${port.at.path}`;
    if (!denied.has(key)) denied.set(key, { ...arrival, ...verdict });
  }
  return [...denied.values()];
}

/** What Ingresses and routes send from outside, and what the API server asks of its webhooks. */
function findEntries(graph: Graph): Arrival[] {
  return graph.references.flatMap((reference): Arrival[] => {
    const { from: asker, name, port: wanted } = reference;
    const from = senderOf(reference);
    if (from === undefined) return [];
    const services = graph.serviceFor(reference);
    const [service, another] = services.status === 'found' ? services.value : [];
    if (service === undefined || another !== undefined) return [];
    const port = service.ports.find((it) =>
      [it.port?.value, it.name?.value].includes(wanted?.value ?? NaN),
    );
    if (port === undefined) return [];
    return [{ from, asker, service, port, at: name }];
  });
}

/** A VirtualService also speaks of traffic between Pods. */
function senderOf({ family, from }: ServiceReference): Program | undefined {
  if (family === 'api-server') return 'apiServer';
  const isFromOutside =
    family === 'ingress' || (family === 'route' && from.group === GATEWAY_GROUP);
  return isFromOutside ? 'controller' : undefined;
}

function findScrapes({ monitoring }: Graph): Arrival[] {
  return monitoring.monitors.flatMap((monitor) => {
    const services = monitoring.servicesOf(monitor);
    if (services.status !== 'found') return [];
    return monitor.endpoints.flatMap(({ port: wanted }) =>
      services.value.flatMap((service): Arrival[] => {
        const port = wanted && findPortNamed(service, String(wanted.value));
        if (wanted === undefined || port === undefined) return [];
        return [{ from: 'scraper', asker: monitor.resource, service, port, at: wanted }];
      }),
    );
  });
}

function judge(
  arrival: Arrival,
  graph: Graph,
  strangers: Strangers,
): Pick<DeniedArrival, 'policy' | 'isPortShut'> | undefined {
  const { service, port } = arrival;
  const backends = graph.backendsOf(service);
  const target = port.targetPort?.value;
  if (backends.status !== 'found' || backends.value.length === 0 || target === undefined) {
    return undefined;
  }
  const dialled: DialledPort = { target, protocol: port.protocol.value };
  const verdicts = backends.value.map((workload) => {
    const pods = podsOf(workload);
    return pods && judgePods(pods, dialled, arrival, graph, strangers);
  });
  return verdicts.includes(undefined) ? undefined : verdicts[0];
}

function judgePods(
  pods: PodGroup,
  port: DialledPort,
  arrival: Arrival,
  { policies }: Graph,
  strangers: Strangers,
): Pick<DeniedArrival, 'policy' | 'isPortShut'> | undefined {
  const [policy] = policies
    .isolating(pods, 'ingress')
    // Where nothing at all is let in, what is to be may be written elsewhere.
    .filter(({ rules }) => rules.get('ingress')?.length);
  if (policy === undefined || policies.mayBeHidden(pods)) return undefined;
  const takes = (rule: PolicyRule): boolean => takesPort(rule.ports, port, pods) !== 'no';
  const lets = (rule: PolicyRule): boolean =>
    takes(rule) && strangers.mayBeAdmitted(rule, pods, arrival);
  if (policies.mayAllow(pods, 'ingress', lets)) return undefined;
  return { policy, isPortShut: !policies.mayAllow(pods, 'ingress', takes) };
}

/** Whether rules may mean programs that are not in view. */
class Strangers {
  private readonly byNamespace = new Map<string | undefined, Workload[]>();
  private readonly index: LabelIndex<Workload>;
  private readonly gatewayPlaces: ReadonlySet<string | undefined>;

  constructor(graph: Graph) {
    const peers = graph.networkPolicies
      .flatMap(({ rules }) => rules.get('ingress') ?? [])
      .flatMap((rule) => rule.peers);
    this.index = indexPods(
      graph,
      peers.flatMap(({ pods }) => (pods === undefined ? [] : [{ podSelector: pods }])),
    );
    for (const workload of graph.workloads) {
      append(this.byNamespace, workload.resource.namespace, workload);
    }
    // Some implementations run a proxy beside each Gateway.
    this.gatewayPlaces = new Set(
      graph.resources
        .filter((it) => isResource(it, GATEWAY_GROUP, 'Gateway'))
        .map(({ namespace }) => namespace),
    );
  }

  mayBeAdmitted({ peers }: PolicyRule, { resource }: PodGroup, arrival: Arrival): boolean {
    if (peers.length === 0) return true;
    return peers.some(({ namespaces, pods, isAddresses }) => {
      if (namespaces !== undefined || pods === undefined || isAddresses) return true;
      if (isEmpty(pods)) return this.mayRunIn(resource.namespace, arrival);
      return this.mayMean(pods, resource, arrival.from);
    });
  }

  /** Labels that Pods of another sort bear mean these, and no programs out of view. */
  private mayMean(
    selector: LabelSelector,
    { file, namespace }: Resource,
    program: Program,
  ): boolean {
    const meant = this.index.select(file.path, selector, [namespace]);
    if (meant === 'all-or-none' || meant.length === 0) return true;
    return meant.some((it) => runs(it, program));
  }

  private workloadsIn(namespace: string | undefined): readonly Workload[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  private mayRunIn(namespace: string | undefined, { from, asker }: Arrival): boolean {
    // Where nobody states a namespace, everything may go into one.
    if (namespace === undefined || namespace === 'default') return true;
    if (from === 'apiServer') return namespace === 'kube-system';
    if (from === 'scraper') return true;
    if (asker.group === GATEWAY_GROUP && this.gatewayPlaces.has(namespace)) return true;
    if (PROGRAMS[from].test(namespace)) return true;
    return this.workloadsIn(namespace).some((workload) => runs(workload, from));
  }
}

function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return matchLabels.size === 0 && matchExpressions.length === 0;
}

function runs({ resource, template }: Workload, program: Program): boolean {
  const images = template.containers.map(({ fields }) => fields.get('image').text()?.value ?? '');
  return [resource.name.value, ...images].some((name) => PROGRAMS[program].test(name));
}
