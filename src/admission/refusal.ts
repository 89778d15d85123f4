import type { Field, Located } from '../parse/index.ts';
import type { Resource } from '../model/index.ts';

/**
 * What about an object is refused. Codes that a rule of their own explains better are left to it:
 * `target-port-quoted` and `selector-mismatch`.
 */
export type RefusalCode =
  | 'kind-unknown'
  | 'version-removed'
  | 'field-unknown'
  | 'field-repeated'
  | 'wrong-type'
  | 'metadata'
  /** It bears what only an object in a cluster has: it was read from one. */
  | 'exported'
  | 'target-port-quoted'
  | 'selector-mismatch'
  | 'field-invalid'
  /** Operators and templates often fill it in: it is a case of its own. */
  | 'image-missing'
  /** Another object has what this one asks for. */
  | 'defined-twice'
  | 'address-taken'
  | 'node-port-out-of-range'
  /** Accepted, and warned about. */
  | 'warning'
  /** Accepted, and warned about as out of date. */
  | 'deprecated';

/** Something that the API server says about an object when it is created. */
export interface Refusal {
  readonly code: RefusalCode;
  /** The nearest text, under the path that the server names. */
  readonly at: Located<unknown>;
  readonly message: string;
  /** The value that was meant, where one is sure enough to offer it. */
  readonly suggestion?: string | number | undefined;
  /** The other place, where two objects are in each other's way. */
  readonly other?: { readonly message: string; readonly at: Located<unknown> };
  /** Further places of the same object of which the very same is to be said. */
  readonly again?: readonly Located<unknown>[];
}

/** Whether the server would not have the object: warnings and repeated keys are let through. */
export function isRefused({ code }: Refusal): boolean {
  return code !== 'warning' && code !== 'deprecated' && code !== 'field-repeated';
}

export interface RefusalDetails {
  /** The server's path, from the object's root, where it differs from that of the text. */
  readonly path?: string | undefined;
  readonly code?: RefusalCode;
  readonly suggestion?: string | number | undefined;
  /** Something is missing: not said while an unknown field may be what was meant. */
  readonly isAbsence?: boolean;
  /** Point at the key instead of the value. */
  readonly atKey?: boolean;
}

const NONE: readonly Refusal[] = [];

/** Collects what is wrong with one object. */
export class Inspection {
  private readonly found: Found[] = [];

  constructor(readonly resource: Resource) {}

  refuse(field: Field, message: string, details: RefusalDetails = {}): void {
    const anchor = details.atKey === true ? field.keyAnchor() : field.anchor();
    this.refuseAt(anchor.with(field.value()), message, details);
  }

  refuseAt(at: Located<unknown>, message: string, details: RefusalDetails = {}): void {
    const { path, code = 'field-invalid', suggestion, isAbsence = false } = details;
    const place = path === undefined ? at : at.under(this.pathOf(path));
    this.found.push({ code, at: place, message, suggestion, isAbsence });
  }

  /** A path from the object's root as one from the document's: they differ in a List. */
  private pathOf(path: string): string {
    const { path: root } = this.resource;
    return root === '' ? path : `${root}.${path}`;
  }

  /** The path of a field as the server counts it, from the object's root. */
  relativePath(field: Field): string {
    const { path: root } = this.resource;
    return root === '' ? field.path : field.path.slice(root.length + 1);
  }

  /** Whether the text does not even decode: what is missing may then only be misspelt. */
  private get isMisread(): boolean {
    return this.found.some(({ code }) => code === 'field-unknown' || code === 'wrong-type');
  }

  get refusals(): readonly Refusal[] {
    if (this.found.length === 0) return NONE;
    // What a kustomization adds, labels and selectors, is not missing.
    const isWhole = this.resource.standing === 'applied' && !this.isMisread;
    return joinAbsences(this.found.filter(({ isAbsence }) => !isAbsence || isWhole));
  }
}

type Found = Refusal & { readonly isAbsence: boolean };

/** Of an object that is empty, much is missing: from this many things on they are said in one. */
const MANY = 3;

function joinAbsences(found: readonly Found[]): readonly Refusal[] {
  const absences = new Map<number, Found[]>();
  for (const refusal of found) {
    if (!refusal.isAbsence) continue;
    const list = absences.get(refusal.at.start);
    if (list === undefined) absences.set(refusal.at.start, [refusal]);
    else list.push(refusal);
  }
  return found.flatMap((refusal) => {
    const list = refusal.isAbsence ? (absences.get(refusal.at.start) ?? []) : [];
    if (list.length < MANY) return [refusal];
    if (list[0] !== refusal) return [];
    return [{ ...refusal, message: list.map(({ message }) => message).join('; ') }];
  });
}
