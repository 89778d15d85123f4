import type { Finding } from '../engine/finding.ts';
import type { Identities, Identity } from '../engine/identity.ts';
import type { KnownFindings } from './known-findings.ts';

export interface Comparison {
  /** Those that are not known: the second of two equal ones where one is known. */
  readonly fresh: readonly Finding[];
  readonly old: readonly Finding[];
  /** What is known and was not found. */
  readonly left: KnownFindings;
}

export interface CompareOptions {
  /** Of the documents that the findings are about. */
  readonly identities: Identities;
  /** The file as `known` calls it. */
  readonly fileOf: (finding: Finding) => string;
  /** Whether a file of `known` exists no more: it may have been renamed. */
  readonly isGone: (file: string) => boolean;
}

/**
 * Tells old findings from new ones: first within each file, then those in items that have got a name
 * since, then what is left of files that are gone, for these may have got another name.
 */
export function compare(
  findings: readonly Finding[],
  known: KnownFindings,
  { identities, fileOf, isGone }: CompareOptions,
): Comparison {
  const left = known.copy();
  const old = new Set<Finding>();
  const gone = new MovedFindings(left, left.files.filter(isGone));
  const rounds = [left, gone].flatMap((whole) => [
    (it: Finding): boolean => whole.take(fileOf(it), identities.of(it)),
    (it: Finding): boolean => whole.take(fileOf(it), identities.beforeNames(it)),
  ]);
  for (const isKnown of rounds) {
    for (const finding of findings) if (!old.has(finding) && isKnown(finding)) old.add(finding);
  }
  return {
    fresh: findings.filter((it) => !old.has(it)),
    old: [...old],
    left,
  };
}

/** The findings of files that are gone, wherever they have come to. */
class MovedFindings {
  private readonly filesOf = new Map<string, string[]>();

  constructor(
    private readonly known: KnownFindings,
    gone: readonly string[],
  ) {
    for (const file of gone) {
      for (const { identity } of known.of(file)) {
        const key = keyOf(identity, file);
        const files = this.filesOf.get(key);
        if (files === undefined) this.filesOf.set(key, [file]);
        else files.push(file);
      }
    }
  }

  take(file: string, identity: Identity): boolean {
    const files = this.filesOf.get(keyOf(identity, file)) ?? [];
    return files.some((it) => this.known.take(it, identity));
  }
}

/** What belongs to no object is the same only in a file of the same name, in another folder. */
function keyOf({ rule, resource, path, value }: Identity, file: string): string {
  const name = resource === '' ? file.slice(file.lastIndexOf('/') + 1) : '';
  return JSON.stringify([rule, resource, path, value, name]);
}
