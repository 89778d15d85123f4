import { describeResource, type Resource } from '../model/index.ts';
import type { Field, Located } from '../parse/index.ts';
import { directoryOf } from '../source/source-file.ts';
import type { Refusal } from './refusal.ts';
import { refusalOf } from './admission.ts';
import { isServed } from './served.ts';
import { numberOf, textOf } from './value.ts';

/** The numbers that a cluster gives to node ports. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export const USUAL_NODE_PORTS: PortRange = { from: 30000, to: 32767 };

/**
 * What objects that are certainly deployed together take from each other, in the order of reading.
 * Certain is one file, or one folder in which no identity stands twice: other folders hold variants
 * of one deployment, as a rule.
 */
export function findConflicts(resources: readonly Resource[]): readonly Refusal[] {
  const applied = resources.filter(({ standing }) => standing === 'applied');
  const conflicts = new Map<string, Refusal>();
  const add = (refusals: readonly Refusal[]): void => {
    for (const refusal of refusals) {
      const { document, start } = refusal.at;
      conflicts.set(`${refusal.code} ${document.file.path} ${start}`, refusal);
    }
  };
  for (const inFile of groupBy(applied, ({ file }) => file.path).values()) {
    add(findRepeated(inFile));
    add(findTaken(inFile));
  }
  const byFolder = groupBy(applied, ({ file }) => directoryOf(file.path));
  for (const inFolder of byFolder.values()) {
    if (hasVariants(inFolder)) continue;
    add(findTaken(inFolder));
  }
  return [...conflicts.values()];
}

function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}

/** Undefined for what has no certain name. */
function identityOf({ group, kind, namespace, name, fields }: Resource): string | undefined {
  if (!fields.get('metadata').get('name').exists || name.value === '') return undefined;
  return `${group}/${kind}/${namespace ?? ''}/${name.value}`;
}

function hasVariants(resources: readonly Resource[]): boolean {
  const files = new Map<string, string>();
  return resources.some((resource) => {
    const identity = identityOf(resource);
    const first = identity === undefined ? undefined : files.get(identity);
    if (identity !== undefined && first === undefined) files.set(identity, resource.file.path);
    return first !== undefined && first !== resource.file.path;
  });
}

/** One identity twice in a file, with different content: the later replaces the earlier, or fails. */
function findRepeated(resources: readonly Resource[]): Refusal[] {
  const first = new Map<string, Resource>();
  const refusals: Refusal[] = [];
  for (const resource of resources) {
    const identity = identityOf(resource);
    // What a controller makes of a second version of its own kinds, nobody here can know.
    if (identity === undefined || isServed(resource) !== true) continue;
    if (refusalOf(resource) !== undefined) continue;
    const earlier = first.get(identity);
    if (earlier === undefined) first.set(identity, resource);
    else if (contentOf(earlier) !== contentOf(resource)) {
      const name = describeResource(resource);
      refusals.push({
        code: 'defined-twice',
        at: resource.name,
        message: `${name} stands in this file a second time, with other content; kubectl apply keeps the last, kubectl create refuses it`,
        other: { message: `${name} stands here first`, at: earlier.name },
      });
    }
  }
  return refusals;
}

/** The text of an object without comments and indentation. */
function contentOf({ fields }: Resource): string {
  const extent = fields.extent();
  if (extent === undefined) return '';
  const text = fields.document.file.text.slice(extent.start, extent.end);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');
}

/** What one Service has of the cluster's pools. */
interface Claim {
  readonly pool: 'node port' | 'cluster IP';
  readonly value: string;
  readonly field: Field;
  /** The server's path. */
  readonly path: string;
}

/** Node ports are one pool for all Services, protocols and health checks (S-351, S-354). */
export function findTaken(resources: readonly Resource[]): Refusal[] {
  const owners = new Map<string, { resource: Resource; claim: Claim }>();
  const refusals: Refusal[] = [];
  for (const resource of resources) {
    if (resource.group !== '' || resource.kind !== 'Service') continue;
    if (refusalOf(resource) !== undefined) continue;
    const claims = claimsOf(resource);
    let isTaken = false;
    for (const claim of claims) {
      const owner = owners.get(`${claim.pool} ${claim.value}`);
      if (owner === undefined || isSameObject(owner.resource, resource)) continue;
      isTaken = true;
      const whose = describeResource(owner.resource);
      refusals.push({
        code: 'address-taken',
        at: placeOf(resource, claim),
        message: `${claim.pool} ${claim.value} is taken by ${whose}; each is given once in the whole cluster`,
        other: { message: `${whose} takes it`, at: owner.claim.field.anchor() },
      });
    }
    if (isTaken) continue;
    const own = findOwnClash(claims);
    if (own !== undefined) refusals.push({ ...OWN_CLASH, at: placeOf(resource, own) });
    else
      for (const claim of claims) owners.set(`${claim.pool} ${claim.value}`, { resource, claim });
  }
  return refusals;
}

const OWN_CLASH = {
  code: 'address-taken',
  message: 'the port for health checks is a node port of this Service already',
} as const;

function findOwnClash(claims: readonly Claim[]): Claim | undefined {
  const health = claims.find(({ path }) => path === HEALTH);
  const isTaken = claims.some((claim) => claim !== health && claim.value === health?.value);
  return isTaken ? health : undefined;
}

function isSameObject(one: Resource, other: Resource): boolean {
  return one === other || identityOf(one) === identityOf(other);
}

const HEALTH = 'spec.healthCheckNodePort';

function claimsOf({ fields }: Resource): Claim[] {
  const spec = fields.get('spec');
  const type = textOf(spec.get('type'));
  if (type === undefined || type === 'ExternalName') return [];
  const claims: Claim[] = [];
  for (const [index, port] of spec.get('ports').items().entries()) {
    claimNumber(claims, port.get('nodePort'), `spec.ports[${index}].nodePort`);
  }
  if (type === 'LoadBalancer') claimNumber(claims, spec.get('healthCheckNodePort'), HEALTH);
  const address = spec.get('clusterIP');
  const text = textOf(address);
  if (text !== undefined && text !== '' && text !== 'None') {
    claims.push({ pool: 'cluster IP', value: text, field: address, path: 'spec.clusterIPs' });
  }
  return claims;
}

function claimNumber(claims: Claim[], field: Field, path: string): void {
  const number = numberOf(field);
  if (number === undefined || number === 0) return;
  claims.push({ pool: 'node port', value: String(number), field, path });
}

function placeOf({ path: root }: Resource, { field, path }: Claim): Located<unknown> {
  const full = root === '' ? path : `${root}.${path}`;
  return field.anchor().with(field.value()).under(full);
}

/** Node ports and ports for health checks that lie outside the cluster's range (S-350). */
export function findPortsOutside(resource: Resource, range: PortRange): readonly Refusal[] {
  if (resource.standing !== 'applied' || resource.group !== '' || resource.kind !== 'Service') {
    return [];
  }
  if (refusalOf(resource) !== undefined) return [];
  return claimsOf(resource).flatMap((claim) => {
    const number = Number(claim.value);
    if (claim.pool !== 'node port' || (number >= range.from && number <= range.to)) return [];
    return [
      {
        code: 'node-port-out-of-range' as const,
        at: placeOf(resource, claim),
        message: `node port ${number} lies outside the range ${range.from}-${range.to}`,
      },
    ];
  });
}
