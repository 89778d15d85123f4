import {
  findPortsOutside,
  findTaken,
  refusalOf,
  removedSince,
  USUAL_NODE_PORTS,
} from '../admission/index.ts';
import { isResource, type Resource } from '../model/index.ts';
import type { Document } from '../parse/index.ts';
import { findPlaceholder } from './placeholder.ts';

/**
 * Why the API server of a release would not have an object; undefined when it would. Without a
 * release it is the newest that is known.
 */
export function verdictOn(resource: Resource, release: string | undefined): string | undefined {
  const refusal = refusalOf(resource);
  if (refusal === undefined) {
    const [outside] = findPortsOutside(resource, USUAL_NODE_PORTS);
    return outside?.message ?? verdictOnPlaceholder(resource);
  }
  if (refusal.code === 'version-removed' && release !== undefined) {
    const since = removedSince(resource);
    if (since !== undefined && isBefore(release, since)) return undefined;
  }
  return refusal.message;
}

/**
 * What the server refuses because something applied before has it already: node ports and cluster IPs
 * (S-351). An identity that stands again is no conflict: it is applied over the former.
 */
export function findLatecomers(accepted: readonly Resource[]): ReadonlyMap<Resource, string> {
  const services = new Map<string, Resource>();
  for (const resource of accepted) {
    if (isResource(resource, '', 'Service'))
      services.set(placeKey(resource, resource.path), resource);
  }
  const latecomers = new Map<Resource, string>();
  for (const { at, message } of findTaken(accepted)) {
    const resource = services.get(placeKey({ document: at.document }, listItem(at.path)));
    if (resource !== undefined) latecomers.set(resource, message);
  }
  return latecomers;
}

function placeKey({ document }: { readonly document: Document }, path: string): string {
  return `${document.file.path}#${document.index} ${path}`;
}

/** `items[1]` of `items[1].spec.clusterIP`; empty for what stands in no List. */
function listItem(path: string): string {
  return /^(?:items\[[0-9]+\]\.?)*/.exec(path)?.[0].replace(/\.$/, '') ?? '';
}

function verdictOnPlaceholder(resource: Resource): string | undefined {
  const placeholder = findPlaceholder(resource);
  return placeholder === undefined
    ? undefined
    : `${placeholder} is still to be filled in: as it stands the server refuses it`;
}

/** `1.9` is before `1.16`. */
function isBefore(release: string, other: string): boolean {
  const [major = 0, minor = 0] = numbersOf(release);
  const [otherMajor = 0, otherMinor = 0] = numbersOf(other);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

function numbersOf(release: string): number[] {
  return release.replace(/^v/, '').split('.').map(Number);
}
