import { describeResource, type Resource } from '../model/index.ts';
import type { Field, Located } from '../parse/index.ts';
import { directoryOf } from '../source/source-file.ts';
import { groupBy, identityOf } from './identity.ts';
import type { Refusal } from './refusal.ts';
import { refusalOf } from './admission.ts';
import { numberOf, textOf } from './value.ts';

/** The numbers that a cluster gives to node ports. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export const USUAL_NODE_PORTS: PortRange = { from: 30000, to: 32767 };

/**
 * Services that take a node port or an address from each other, in the order of reading, and that are
 * certainly deployed together: in one file, or in one folder in which no identity stands twice.
 */
export function findTakenTogether(resources: readonly Resource[]): readonly Refusal[] {
  const applied = resources.filter(({ standing }) => standing === 'applied');
  const conflicts = new Map<string, Refusal>();
  const add = (refusals: readonly Refusal[]): void => {
    for (const refusal of refusals) {
      const { document, start } = refusal.at;
      conflicts.set(`${document.file.path} ${start}`, refusal);
    }
  };
  for (const inFile of groupBy(applied, ({ file }) => file.path).values()) add(findTaken(inFile));
  for (const inFolder of groupBy(applied, ({ file }) => file.directory).values()) {
    if (!hasVariants(inFolder)) add(findTaken(inFolder));
  }
  return [...conflicts.values()];
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

/** Services of folders next to each other. Folders that hold one identity both are variants. */
export function findTakenNearby(resources: readonly Resource[]): readonly Refusal[] {
  const applied = resources.filter(({ standing }) => standing === 'applied');
  const folders = groupBy(applied, ({ file }) => file.directory);
  const identities = new Map<string, ReadonlySet<string | undefined>>();
  const identitiesIn = (folder: string): ReadonlySet<string | undefined> => {
    const known = identities.get(folder) ?? new Set((folders.get(folder) ?? []).map(identityOf));
    identities.set(folder, known);
    return known;
  };
  const areVariants = (one: string, other: string): boolean =>
    [...identitiesIn(one)].some((it) => it !== undefined && identitiesIn(other).has(it));
  const owners = new Map<string, Owner>();
  return applied.filter(isService).flatMap((resource) => {
    const folder = resource.file.directory;
    return claimsOf(resource).flatMap((claim) => {
      const owner = neighboursOf(folder)
        .map((place) => owners.get(`${claim.pool} ${claim.value} ${place}`))
        .find((it) => it !== undefined && it.resource.file.directory !== folder);
      for (const place of placesOf(folder)) {
        const key = `${claim.pool} ${claim.value} ${place}`;
        if (!owners.has(key)) owners.set(key, { resource, claim });
      }
      if (owner === undefined || areVariants(folder, owner.resource.file.directory)) return [];
      return [refuseTaken(resource, claim, owner)];
    });
  });
}

function isService({ group, kind }: Resource): boolean {
  return group === '' && kind === 'Service';
}

/** Under which words a folder is entered, and under which its neighbours are. */
function placesOf(folder: string): string[] {
  return [`at ${folder}`, `in ${directoryOf(folder)}`];
}

function neighboursOf(folder: string): string[] {
  const parent = directoryOf(folder);
  return [`at ${parent}`, `in ${parent}`, `in ${folder}`];
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
  const owners = new Map<string, Owner>();
  const refusals: Refusal[] = [];
  for (const resource of resources) {
    if (!isService(resource) || refusalOf(resource) !== undefined) continue;
    const claims = claimsOf(resource);
    let isTaken = false;
    for (const claim of claims) {
      const owner = owners.get(`${claim.pool} ${claim.value}`);
      if (owner === undefined || isSameObject(owner.resource, resource)) continue;
      isTaken = true;
      refusals.push(refuseTaken(resource, claim, owner));
    }
    if (isTaken) continue;
    const own = findOwnClash(claims);
    if (own !== undefined) refusals.push({ ...OWN_CLASH, at: placeOf(resource, own) });
    else
      for (const claim of claims) owners.set(`${claim.pool} ${claim.value}`, { resource, claim });
  }
  return refusals;
}

interface Owner {
  readonly resource: Resource;
  readonly claim: Claim;
}

function refuseTaken(resource: Resource, claim: Claim, owner: Owner): Refusal {
  const whose = describeResource(owner.resource);
  return {
    code: 'address-taken',
    at: placeOf(resource, claim),
    message: `${claim.pool} ${claim.value} is taken by ${whose}; each is given once in the whole cluster`,
    other: { message: `${whose} takes it`, at: owner.claim.field.anchor() },
  };
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
  if (resource.standing !== 'applied' || !isService(resource)) {
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
