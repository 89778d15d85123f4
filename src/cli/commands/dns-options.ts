import { DEFAULT_ZONE, POD_MODES, type IpFamilies, type ZoneOptions } from '../../cluster/index.ts';
import type { Arguments, OptionTable } from '../command.ts';
import { textOf } from './read-cluster.ts';

const FAMILIES: Readonly<Record<string, IpFamilies>> = {
  ipv4: ['IPv4'],
  ipv6: ['IPv6'],
  dual: ['IPv4', 'IPv6'],
};

/** What there is to say about the cluster's DNS server. */
export const DNS_OPTIONS = {
  'cluster-domain': {
    value: 'domain',
    default: DEFAULT_ZONE.domain,
    help: "the zone of the cluster's own names",
  },
  pods: {
    value: 'mode',
    choices: POD_MODES,
    default: DEFAULT_ZONE.pods,
    help: "what CoreDNS's Corefile says of Pod names such as 10-1-2-3.NAMESPACE.pod",
  },
  'ip-family': {
    value: 'family',
    choices: Object.keys(FAMILIES),
    default: 'ipv4',
    help: 'which addresses the cluster gives out',
  },
} satisfies OptionTable;

export function zoneFrom(args: Arguments): ZoneOptions {
  const pods = textOf(args, 'pods');
  return {
    domain: textOf(args, 'cluster-domain') ?? DEFAULT_ZONE.domain,
    pods: POD_MODES.find((it) => it === pods) ?? DEFAULT_ZONE.pods,
    families: FAMILIES[textOf(args, 'ip-family') ?? ''] ?? DEFAULT_ZONE.families,
  };
}
