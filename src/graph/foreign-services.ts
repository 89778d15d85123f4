/**
 * Services that stand in no manifest: every cluster has them, an add-on or operator makes them, or a
 * controller takes the name for something else (`data.md`, traps 2, 3 and 9; semantics 1.5, 6.6).
 */
const FOREIGN = new Set([
  ...['kubernetes', 'kube-dns', 'coredns', 'metrics-server', 'kubernetes-dashboard'],
  ...['default-http-backend', 'ssl-redirect', 'use-annotation', 'webhook-receiver'],
]);
const FOREIGN_PART =
  /^(?:cm-acme-http-solver|cilium-ingress)(?:-|$)|@|-(?:dapr|operated|head-svc|\d+-internal|kafka-(?:bootstrap|brokers)|(?:es|kb|apm)-http|rw|ro)$/;

export function isForeignService(name: string): boolean {
  return FOREIGN.has(name) || FOREIGN_PART.test(name);
}
