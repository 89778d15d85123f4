import type { Resource } from '../model/index.ts';
import { isPlaceholder, type Located } from '../parse/index.ts';
import type { Graph } from './graph.ts';

/** Hosts of an Ingress that are served without a certificate, beside a certificate for other hosts. */
export interface StrayTlsHost {
  readonly ingress: Resource;
  /** Hosts under `tls` for which there is no rule. */
  readonly unused: readonly [Located<string>, ...Located<string>[]];
  /** Hosts of rules that stand under no `tls`. */
  readonly uncovered: readonly [Located<string>, ...Located<string>[]];
}

/** Only where both sides are left with one: a host more in a certificate harms nobody. */
export function findStrayTlsHosts(graph: Graph): readonly StrayTlsHost[] {
  return graph.ofKind('Ingress').flatMap((ingress) => {
    if (ingress.standing !== 'applied') return [];
    const spec = ingress.fields.get('spec');
    const certified = spec
      .get('tls')
      .items()
      .flatMap((entry) => entry.get('hosts').items())
      .flatMap((host) => host.text() ?? []);
    if (certified.length === 0) return [];
    const rules = spec.get('rules').items();
    const served = rules.flatMap((rule) => rule.get('host').text() ?? []);
    // A rule without a host takes every host, the certified ones too.
    if (served.length < rules.length || [...certified, ...served].some(isOpen)) return [];
    const [unused, ...moreUnused] = certified.filter((it) => !served.some((of) => meet(it, of)));
    const [bare, ...moreBare] = served.filter((it) => !certified.some((of) => meet(of, it)));
    if (unused === undefined || bare === undefined) return [];
    return [{ ingress, unused: [unused, ...moreUnused], uncovered: [bare, ...moreBare] }];
  });
}

function isOpen({ value }: Located<string>): boolean {
  return isPlaceholder(value) || value.includes('$');
}

function meet(certified: Located<string>, served: Located<string>): boolean {
  const [one, other] = [certified.value.toLowerCase(), served.value.toLowerCase()];
  return one === other || isCovered(one, other) || isCovered(other, one);
}

/** `*.shop.example` stands for one more label, in certificates as in rules (S-605). */
function isCovered(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1);
}
