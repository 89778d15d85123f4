/** What a host name says, if it is one of the cluster's (semantics 5.2). */
export interface HostReading {
  readonly service: string;
  /** Undefined: the namespace of whoever asks. */
  readonly namespace: string | undefined;
  /** The Pod in front of the Service's name. */
  readonly pod: string | undefined;
}

export interface HostName {
  /** `svc` is written: nothing but a Service is called so. */
  readonly isFull: boolean;
  /** What it may mean, in the order in which a Pod's resolver tries. Empty: nothing of a cluster. */
  readonly readings: readonly HostReading[];
  /** The label that is left out, so that no cluster answers (S-521). */
  readonly lacks: 'svc' | 'namespace' | 'local' | undefined;
}

const FOREIGN: HostName = { isFull: false, readings: [], lacks: undefined };

/** The zone of the cluster's own names, where nobody says otherwise. */
export const USUAL_CLUSTER_DOMAIN = 'cluster.local';

/**
 * Reads a host name in lower case, without its final dot. Where the cluster's domain is stated, names
 * in the zone of another cluster are nothing of this one.
 */
export function readHostName(host: string, clusterDomain?: string): HostName {
  const name = host.toLowerCase();
  const labels = withoutPortLabels(name.split('.'));
  const svc = labels.indexOf('svc');
  if (svc > 0) return readFull(labels, svc, clusterDomain);
  const domain = clusterDomain ?? USUAL_CLUSTER_DOMAIN;
  const depth = domain.split('.').length;
  if (labels.length > depth + 1 && name.endsWith(`.${domain}`)) {
    return readWithoutSvc(labels.slice(0, -depth));
  }
  const [first = '', second, third] = labels;
  switch (labels.length) {
    case 1:
      return names([{ service: first, namespace: undefined, pod: undefined }]);
    case 2:
      // S-521: first the Pod of a Service here, then the Service of another namespace.
      return names([
        { service: second ?? '', namespace: undefined, pod: first },
        { service: first, namespace: second, pod: undefined },
      ]);
    case 3:
      return names([{ service: second ?? '', namespace: third, pod: first }]);
    default:
      return FOREIGN;
  }
}

/** `_http._tcp.cart.shop.svc` asks for the port of a Service. */
function withoutPortLabels(labels: readonly string[]): readonly string[] {
  return labels.slice(labels.findIndex((label) => !label.startsWith('_')));
}

function names(readings: readonly HostReading[]): HostName {
  return { isFull: false, readings, lacks: undefined };
}

/** Everything behind `svc` is the cluster's domain, whatever that is called where nobody says it. */
function readFull(
  labels: readonly string[],
  svc: number,
  clusterDomain: string | undefined,
): HostName {
  const [first = '', second = '', third = ''] = labels;
  const zone = labels.slice(svc + 1).join('.');
  const domain = clusterDomain ?? USUAL_CLUSTER_DOMAIN;
  const endsEarly = zone !== '' && domain.startsWith(`${zone}.`);
  if (clusterDomain !== undefined && zone !== '' && zone !== domain && !endsEarly) return FOREIGN;
  if (svc === 1) {
    // `cart.svc` may as well be a domain of somebody's own.
    const isClusters = zone === domain;
    const reading = { service: first, namespace: undefined, pod: undefined };
    return isClusters ? { isFull: true, readings: [reading], lacks: 'namespace' } : FOREIGN;
  }
  if (svc > 3) return FOREIGN;
  const reading: HostReading =
    svc === 2
      ? { service: first, namespace: second, pod: undefined }
      : { service: second, namespace: third, pod: first };
  return { isFull: true, readings: [reading], lacks: endsEarly ? 'local' : undefined };
}

function readWithoutSvc(labels: readonly string[]): HostName {
  const [first = '', second = '', third] = labels;
  if (labels.length > 3 || labels.includes('pod')) return FOREIGN;
  const reading: HostReading =
    third === undefined
      ? { service: first, namespace: second, pod: undefined }
      : { service: second, namespace: third, pod: first };
  return { isFull: true, readings: [reading], lacks: 'svc' };
}
