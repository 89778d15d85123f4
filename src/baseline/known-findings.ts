import { keyOfIdentity, type Identity } from '../engine/identity.ts';

/** Findings of one identity in one file, and how many there are. */
export interface KnownFinding {
  readonly identity: Identity;
  readonly count: number;
}

/** Findings that are known, counted by file and identity: recorded in a file, or found elsewhere. */
export class KnownFindings {
  private readonly byFile = new Map<string, Map<string, { identity: Identity; count: number }>>();

  get files(): readonly string[] {
    return [...this.byFile.keys()];
  }

  add(file: string, identity: Identity, count = 1): void {
    let ofFile = this.byFile.get(file);
    if (ofFile === undefined)
      this.byFile.set(file, (ofFile = new Map<string, { identity: Identity; count: number }>()));
    const key = keyOfIdentity(identity);
    const known = ofFile.get(key);
    if (known === undefined) ofFile.set(key, { identity, count });
    else known.count += count;
  }

  /** Takes one away; false where there is none. */
  take(file: string, identity: Identity): boolean {
    const known = this.byFile.get(file)?.get(keyOfIdentity(identity));
    if (known === undefined || known.count === 0) return false;
    known.count--;
    return true;
  }

  /** What is left of a file. */
  of(file: string): readonly KnownFinding[] {
    return [...(this.byFile.get(file)?.values() ?? [])].filter(({ count }) => count > 0);
  }

  copy(): KnownFindings {
    const copy = new KnownFindings();
    for (const [file, known] of this.byFile) {
      for (const { identity, count } of known.values()) copy.add(file, identity, count);
    }
    return copy;
  }
}
