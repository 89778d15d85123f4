/** A Service as a host name means it. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

const IN_CLUSTER = /^(?:[a-z0-9-]+\.)?([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.([a-z0-9.-]+?))?\.?$/i;

/**
 * The Service behind `cart.shop.svc`, `cart.shop.svc.cluster.local` or a Pod's name in front of
 * either (S-501, S-502); undefined for any other host. Names are compared in lower case. Any zone is
 * the cluster's, unless that is stated.
 */
export function parseServiceName(host: string, clusterDomain?: string): ServiceName | undefined {
  const [, name, namespace, zone] = IN_CLUSTER.exec(host.toLowerCase()) ?? [];
  if (zone !== undefined && zone !== (clusterDomain ?? zone)) return undefined;
  return name === undefined || namespace === undefined ? undefined : { name, namespace };
}

/**
 * Whether a host is an IP address. As an externalName, IPv4 passes the API server and answers
 * NXDOMAIN (S-365); IPv6 does not even pass (S-339).
 */
export function isAddress(host: string): boolean {
  return /^(?:\d{1,3}\.){3}\d{1,3}\.?$/.test(host) || /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(host);
}
