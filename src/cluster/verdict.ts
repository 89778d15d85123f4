import { refusalOf, removedSince } from '../admission/index.ts';
import type { Resource } from '../model/index.ts';
import { findPlaceholder } from './placeholder.ts';

/**
 * Why the API server of a release would not have an object; undefined when it would. Without a
 * release it is the newest that is known.
 */
export function verdictOn(resource: Resource, release: string | undefined): string | undefined {
  const refusal = refusalOf(resource);
  if (refusal === undefined) return verdictOnPlaceholder(resource);
  if (refusal.code === 'version-removed' && release !== undefined) {
    const since = removedSince(resource);
    if (since !== undefined && isBefore(release, since)) return undefined;
  }
  return refusal.message;
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
