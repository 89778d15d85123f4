import { createHash } from 'node:crypto';
import type { Finding } from './finding.ts';
import { keyOfIdentity, type Identities } from './identity.ts';

const LENGTH = 32;

/** Identities as short texts, each given once in a run: for outputs that want a key per finding. */
export class Fingerprints {
  private readonly seen = new Map<string, number>();

  constructor(private readonly identities: Identities) {}

  /** Ask in the order of the report: the number of repetition follows it. */
  of(finding: Finding): string {
    const key = keyOfIdentity(this.identities.of(finding));
    // What belongs to no object is at home in its file.
    const text = finding.resource === null ? `${finding.file}\n${key}` : key;
    const occurrence = (this.seen.get(text) ?? 0) + 1;
    this.seen.set(text, occurrence);
    return `${createHash('sha256').update(text).digest('hex').slice(0, LENGTH)}:${occurrence}`;
  }
}
