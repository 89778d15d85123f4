import type { Cluster } from '../cluster/index.ts';
import { takesHost } from '../model/index.ts';

/** What `trace` was asked for. */
export type Target =
  | { readonly form: 'request'; readonly host: string; readonly path: string }
  | {
      readonly form: 'service';
      readonly namespace: string;
      readonly name: string;
      readonly port: string | undefined;
    }
  | {
      readonly form: 'object';
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
    }
  | { readonly form: 'name'; readonly name: string; readonly port: string | undefined };

/** Kinds by the names that people type, as kubectl takes them. */
const KINDS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['Service', 'service services svc'],
      ['Ingress', 'ingress ingresses ing'],
      ['HTTPRoute', 'httproute httproutes'],
      ['Pod', 'pod pods po'],
      ['Deployment', 'deployment deployments deploy'],
      ['StatefulSet', 'statefulset statefulsets sts'],
      ['DaemonSet', 'daemonset daemonsets ds'],
      ['ReplicaSet', 'replicaset replicasets rs'],
      ['ReplicationController', 'replicationcontroller replicationcontrollers rc'],
      ['Job', 'job jobs'],
      ['CronJob', 'cronjob cronjobs cj'],
    ] as const
  ).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
);

export function kindNamed(text: string): string | undefined {
  return KINDS.get(text.toLowerCase());
}

/**
 * Reads a target: `shop.example.com/cart`, `https://…`, `[NAMESPACE/]service/NAME[:PORT]`,
 * `NAMESPACE/NAME[:PORT]`, `[NAMESPACE/]KIND/NAME`, `KIND/NAMESPACE/NAME`, `cart.shop:80`. Where a text can be two things,
 * what exists decides.
 */
export function parseTarget(text: string, namespace: string, cluster: Cluster): Target {
  const [, scheme, rest = ''] = /^(https?:\/\/)?(.*)$/.exec(text) ?? [];
  const parts = rest.split('/');
  const [first = '', second = '', third] = parts;
  if (scheme === undefined) {
    if (parts.length === 3 && third !== undefined && kindNamed(second) !== undefined) {
      return objectTarget(kindNamed(second) ?? '', first, third);
    }
    const kind = kindNamed(first);
    if (parts.length === 3 && third !== undefined && kind !== undefined) {
      return objectTarget(kind, second, third);
    }
    if (parts.length === 2 && kind !== undefined) return objectTarget(kind, namespace, second);
  }
  const [host, port] = splitPort(first);
  if (parts.length === 1 && scheme === undefined && !isHostOfRoute(cluster, host)) {
    return !host.includes('.') && cluster.service(namespace, host) !== undefined
      ? { form: 'service', namespace, name: host, port }
      : { form: 'name', name: host, port };
  }
  if (
    parts.length === 2 &&
    scheme === undefined &&
    !first.includes('.') &&
    !isHostOfRoute(cluster, host)
  ) {
    const [name, servicePort] = splitPort(second);
    return { form: 'service', namespace: first, name, port: servicePort };
  }
  return { form: 'request', host, path: `/${parts.slice(1).join('/')}` };
}

function objectTarget(kind: string, namespace: string, text: string): Target {
  const [name, port] = splitPort(text);
  return kind === 'Service'
    ? { form: 'service', namespace, name, port }
    : { form: 'object', kind, namespace, name };
}

function splitPort(text: string): [string, string | undefined] {
  const colon = text.lastIndexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

function isHostOfRoute(cluster: Cluster, host: string): boolean {
  return cluster.httpPaths.some((it) => it.host !== undefined && takesHost(it, host));
}
