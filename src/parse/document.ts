import type { SourceFile } from '../source/source-file.ts';
import { Field } from './field.ts';
import { Located } from './located.ts';
import type { NodeIndex, SyntaxTree } from './tree.ts';

/** A place where the text is not YAML, or not a document that a cluster would read. */
export interface SyntaxProblem {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** One part of a stream, between `---` lines. */
export class Document {
  constructor(
    readonly file: SourceFile,
    /** Counted from 0 in the file, empty and comment-only documents included. */
    readonly index: number,
    readonly start: number,
    readonly end: number,
    /** Undefined when the text could not be parsed, or was not parsed because it is a template. */
    readonly tree: SyntaxTree | undefined,
    readonly problems: readonly SyntaxProblem[],
    /** The text is a template of another language and is not YAML until it is rendered. */
    readonly isTemplate: boolean,
    /** The object that follows although no `---` says that another one begins. */
    readonly continuation?: Document,
  ) {}

  /** A stretch of the document's text that is no field: a syntax problem, a template's braces. */
  place(start: number, end: number): Located<undefined> {
    return new Located(undefined, this, start, end, '');
  }

  /** Where a template shows itself to be one; its first characters where nothing tells. */
  get templateMark(): Located<undefined> {
    const text = this.file.text.slice(this.start, this.end);
    const mark = /\{\{|\{%|<%|\$\{\w+[^}]*\}/.exec(text) ?? STAND_IN.exec(text);
    const start = this.start + (mark?.index ?? 0);
    return this.place(start, Math.min(this.end, start + (mark?.[0].length ?? 1)));
  }

  /** The cursor at the document's root; a missing field when there is nothing. */
  get root(): Field {
    const tree = this.tree;
    return tree === undefined || tree.nodes.length === 0
      ? new Field(this, ROOT_MISSING, undefined, '', undefined)
      : new Field(this, ROOT, undefined, '', undefined);
  }
}

/**
 * What a reader has to replace before the text is YAML: `{registry}/cart`, `- <your rules>`; or the
 * fence of a snippet in a text.
 */
export const STAND_IN = /(?<=[ "'])\{\w+\}(?=\/)|<[A-Za-z][^<>]*>|^```/m;

const ROOT: NodeIndex = 0;
const ROOT_MISSING: NodeIndex = -1;
