import {
  BYTE_ORDER_MARK,
  DASH,
  DOT,
  HASH,
  isBlank,
  isLineEnd,
  NEWLINE,
  RETURN,
  SPACE,
  TAB,
} from './character.ts';
import { refuse } from './refusal.ts';

/** No more lines with content. */
export const AT_END = -1;

/** Goes through the lines of one document: blank ones and comments are passed over. */
export class LineCursor {
  text = '';
  limit = 0;
  at = 0;
  /** Where the line of `at` begins. */
  lineStart = 0;
  /** How far the line of `at` is indented; AT_END behind the last one. */
  indent = AT_END;
  /** Whether comments were passed over since somebody set this to false. */
  sawComment = false;

  open(text: string, start: number, limit: number): void {
    this.text = text;
    this.limit = limit;
    this.at = start;
    this.sawComment = false;
  }

  /** `at` is the start of a line: goes to the first content at or below it. */
  nextLine(): void {
    const { text, limit } = this;
    let start = this.at;
    for (;;) {
      let at = start;
      let code = text.charCodeAt(at);
      while (code === SPACE) code = text.charCodeAt(++at);
      if (at >= limit) break;
      if (code === NEWLINE) start = at + 1;
      else if (code === HASH) {
        this.sawComment = true;
        const newline = text.indexOf('\n', at);
        if (newline < 0) break;
        start = newline + 1;
      } else if (code === RETURN) start = at + 2;
      else if (code === TAB) refuse('tab');
      else {
        if (code === BYTE_ORDER_MARK) refuse('indicator');
        if (at === start && this.isMarkerAt(at)) refuse('marker line');
        this.lineStart = start;
        this.indent = at - start;
        this.at = at;
        return;
      }
    }
    this.at = limit;
    this.indent = AT_END;
  }

  /** Behind a value: nothing but a comment may follow on the line. */
  endLine(): void {
    const { text } = this;
    let at = this.at;
    let code = text.charCodeAt(at);
    if (code === SPACE) {
      do code = text.charCodeAt(++at);
      while (code === SPACE);
      if (code === HASH) {
        this.skipComment(at);
        return;
      }
    }
    if (at >= this.limit) this.finish();
    else if (isLineEnd(code)) {
      this.at = code === RETURN ? at + 2 : at + 1;
      this.nextLine();
    } else refuse(code === TAB ? 'tab' : 'content after value');
  }

  /** Nothing but a comment is left on the line. */
  endBlankLine(): void {
    if (this.text.charCodeAt(this.at) === HASH) this.skipComment(this.at);
    else this.endLine();
  }

  /** `at` is a `#`. */
  private skipComment(at: number): void {
    this.sawComment = true;
    const newline = this.text.indexOf('\n', at);
    if (newline < 0 || newline >= this.limit) this.finish();
    else {
      this.at = newline + 1;
      this.nextLine();
    }
  }

  /** The offset of the first character at or after `at` that is no space. */
  afterSpaces(at: number): number {
    let next = at;
    while (this.text.charCodeAt(next) === SPACE) next++;
    if (this.text.charCodeAt(next) === TAB) refuse('tab');
    return next;
  }

  /** `---` or `...` at the start of a line: there another document begins, whatever stands around. */
  isMarkerAt(lineStart: number): boolean {
    const code = this.text.charCodeAt(lineStart);
    return (
      (code === DOT || code === DASH) &&
      this.text.charCodeAt(lineStart + 1) === code &&
      this.text.charCodeAt(lineStart + 2) === code &&
      this.isBlankAt(lineStart + 3)
    );
  }

  isIndicatorAt(at: number, indicator: number): boolean {
    return this.text.charCodeAt(at) === indicator && this.isBlankAt(at + 1);
  }

  isBlankAt(at: number): boolean {
    return at >= this.limit || isBlank(this.text.charCodeAt(at));
  }

  isLineEndAt(at: number): boolean {
    return at >= this.limit || isLineEnd(this.text.charCodeAt(at));
  }

  private finish(): void {
    this.at = this.limit;
    this.indent = AT_END;
  }
}
