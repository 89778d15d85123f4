import {
  findNamedPort,
  servedPorts,
  servicePortName,
  type Direction,
  type LabelSelector,
  type NetworkPolicy,
  type PolicyPort,
  type PolicyRule,
  type Service,
  type ServicePort,
  type Workload,
} from '../model/index.ts';
import type { Located } from '../parse/index.ts';
import { matches, takesPort, type DialledPort } from '../traffic/index.ts';
import type { Graph } from './graph.ts';
import type { LabelIndex } from './label-index.ts';
import { areNeighbours } from './neighbourhood.ts';
import { indexPods } from './missed-pods.ts';
import { podsOf } from './policy.ts';
import { hasKnownContainers } from './port-target.ts';

/** A port of a policy that is a Service's and no Pod's: nothing passes by it (S-708). */
export interface MistakenPort {
  readonly policy: NetworkPolicy;
  readonly direction: Direction;
  /** The port as the policy has it. */
  readonly written: Located<number | string>;
  readonly service: Service;
  readonly servicePort: ServicePort;
  /** Where the Service's port leads to. */
  readonly target: Located<number | string>;
  /** Whose Pods are meant. */
  readonly workload: Workload;
}

/** The ports of policies that somebody took from a Service, where the Pods' port is open nowhere. */
export function findMistakenPorts(graph: Graph): readonly MistakenPort[] {
  const policies = graph.networkPolicies.filter(({ resource }) => resource.standing === 'applied');
  if (policies.length === 0 || !graph.policies.areAll) return [];
  const index = indexPods(graph, policies.flatMap(selectorsOf));
  return policies.flatMap((policy) =>
    [...policy.rules].flatMap(([direction, rules]) =>
      rules.flatMap((rule) => {
        if (rule.ports.length === 0) return [];
        const served = servedBy(policy, direction, rule, index, graph);
        if (served.length === 0 || !served.every(hasKnownContainers)) return [];
        return rule.ports.flatMap((port) => {
          const meant = serviceMeant(port, served, graph);
          if (meant === undefined) return [];
          const mistaken = { policy, direction, ...meant };
          return isOpenOtherwise(mistaken, served, graph) ? [] : [mistaken];
        });
      }),
    ),
  );
}

function selectorsOf({
  selector,
  rules,
}: NetworkPolicy): { readonly podSelector: LabelSelector }[] {
  const peers = (rules.get('egress') ?? []).flatMap((rule) => rule.peers);
  return [selector, ...peers.flatMap(({ pods }) => pods ?? [])].map((podSelector) => ({
    podSelector,
  }));
}

/** The workloads whose ports a rule speaks of (S-707); none where others may be meant as well. */
function servedBy(
  policy: NetworkPolicy,
  direction: Direction,
  { peers }: PolicyRule,
  index: LabelIndex<Workload>,
  graph: Graph,
): readonly Workload[] {
  const { resource, selector } = policy;
  const find = (
    pods: LabelSelector,
    places: readonly (string | undefined)[] | 'any',
  ): Workload[] => {
    const found = index.select(resource.file.path, pods, places);
    if (found === 'all-or-none') return [];
    return found.filter((workload) => areNeighbours(workload.resource, resource));
  };
  if (direction === 'ingress') return find(selector, [resource.namespace]);
  return peers.flatMap(({ pods, namespaces }) => {
    if (pods === undefined) return [];
    if (namespaces === undefined) return find(pods, [resource.namespace]);
    return find(pods, 'any').filter(
      ({ resource: { namespace } }) =>
        matches(namespaces, graph.policies.labelsOf(namespace)) !== 'no',
    );
  });
}

type Meant = Pick<MistakenPort, 'written' | 'service' | 'servicePort' | 'target' | 'workload'>;

function serviceMeant(
  { port: written, endPort, protocol }: PolicyPort,
  served: readonly Workload[],
  graph: Graph,
): Meant | undefined {
  if (written === undefined || endPort !== undefined) return undefined;
  const { value } = written;
  if (served.some((workload) => serves(workload, value, protocol))) return undefined;
  const meant = served.flatMap((workload) =>
    graph.servicesOf(workload).flatMap((service) =>
      service.ports.flatMap((servicePort) => {
        const target = servicePort.targetPort;
        if (target === undefined || servicePort.protocol.value !== protocol) return [];
        return [{ written, service, servicePort, target, workload }];
      }),
    ),
  );
  // What a Service sends there, Pods take there, declared or not.
  if (meant.some(({ target }) => target.value === value)) return undefined;
  return meant.find(({ servicePort }) =>
    typeof value === 'number'
      ? servicePort.port?.value === value
      : servicePortName(servicePort) === value,
  );
}

function serves({ template }: Workload, port: number | string, protocol: string): boolean {
  if (typeof port === 'string') return findNamedPort(template, port, protocol) !== undefined;
  return servedPorts(template).some((it) => it.containerPort?.value === port);
}

/** Whether the port of the Pods is let through by some rule, so that this one is merely idle. */
function isOpenOtherwise(
  { policy, direction, servicePort, target }: MistakenPort,
  served: readonly Workload[],
  graph: Graph,
): boolean {
  const dialled: DialledPort = { target: target.value, protocol: servicePort.protocol.value };
  return served.some((workload) => {
    const pods = podsOf(workload);
    if (pods === undefined || graph.policies.mayBeHidden(pods)) return true;
    // The containers are known: a name that none of them has opens nothing.
    const isTaken = (rule: PolicyRule): boolean => takesPort(rule.ports, dialled, pods) === 'yes';
    // Of those that send, only the policy itself is known to mean them.
    if (direction === 'egress') return (policy.rules.get('egress') ?? []).some(isTaken);
    return graph.policies.mayAllow(pods, 'ingress', isTaken);
  });
}
