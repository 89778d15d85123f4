import type { GroupKind, ReferenceGrant } from '../model/index.ts';

/** One end of a reference between namespaces. */
export interface GrantEnd extends GroupKind {
  readonly namespace: string;
}

const ANY_NAME = '*';

/** Who may name what of another namespace (S-621). */
export class Grants {
  private readonly granted = new Set<string>();
  private readonly hasUnplaced: boolean;

  constructor(grants: readonly ReferenceGrant[]) {
    this.hasUnplaced = grants.some(({ resource }) => resource.namespace === undefined);
    for (const { resource, from, to } of grants) {
      for (const one of from) {
        for (const other of to) {
          this.granted.add(grantKey(one, resource.namespace, other, other.name ?? ANY_NAME));
        }
      }
    }
  }

  /** Whether some grant opens the way. One whose own namespace is not stated may be the one. */
  permit(from: GrantEnd, to: GrantEnd, name: string): boolean {
    const places = this.hasUnplaced ? [to.namespace, undefined] : [to.namespace];
    return places.some((place) =>
      [name, ANY_NAME].some((it) => this.granted.has(grantKey(from, place, to, it))),
    );
  }
}

function grantKey(from: GrantEnd, place: string | undefined, to: GroupKind, name: string): string {
  return `${from.group}/${from.kind} ${from.namespace} ${place ?? ''} ${to.group}/${to.kind} ${name}`;
}
