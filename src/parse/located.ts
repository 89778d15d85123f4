import type { SourceRange } from '../source/range.ts';
import type { Document } from './document.ts';

/**
 * A value and the exact text it stands in.
 *
 * Offsets are stored, lines and columns are computed when somebody asks: most values are never
 * reported.
 */
export class Located<T> {
  constructor(
    readonly value: T,
    readonly document: Document,
    /** UTF-16 offset into the file's text. */
    readonly start: number,
    /** Exclusive. */
    readonly end: number,
    /** The field path, or what knows it: few are ever asked for. */
    private readonly owner: string | { readonly path: string },
  ) {}

  /** Field path as Kubernetes writes it: `spec.ports[0].targetPort`. */
  get path(): string {
    return typeof this.owner === 'string' ? this.owner : this.owner.path;
  }

  get range(): SourceRange {
    return this.document.file.rangeAt(this.start, this.end);
  }

  /** The raw text of the place. */
  get text(): string {
    return this.document.file.text.slice(this.start, this.end);
  }

  /** The same place under another path: where the API server names another field than the text's. */
  under(path: string): Located<T> {
    return new Located(this.value, this.document, this.start, this.end, path);
  }

  /** The same place with another value: for defaults and readings of a value. */
  with<U>(value: U): Located<U> {
    return new Located(value, this.document, this.start, this.end, this.owner);
  }

  /** A stretch of the same text, such as one host name in a whole file that a ConfigMap holds. */
  part<U>(value: U, start: number, end: number): Located<U> {
    return new Located(value, this.document, start, end, this.owner);
  }
}
