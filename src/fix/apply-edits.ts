import { SourceFile } from '../source/source-file.ts';
import type { FindingEdit, FindingFix } from '../engine/finding.ts';

export interface FixResult {
  /** All texts by path, changed or not. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly FindingFix[];
  /** They touch a place that another fix changes, or a file that is not given. Lint again for them. */
  readonly leftOut: readonly FindingFix[];
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies fixes to texts. A fix goes in whole or not at all: of two that want the same place to be
 * different the first wins. Equal edits of several fixes are made once.
 */
export function applyFixes(
  texts: ReadonlyMap<string, string>,
  fixes: readonly FindingFix[],
): FixResult {
  const files = new Map([...texts].map(([path, text]) => [path, new SourceFile(path, text)]));
  const taken = new Map([...files.keys()].map((path) => [path, new TakenPlaces()]));
  const applied: FindingFix[] = [];
  const leftOut: FindingFix[] = [];
  for (const fix of fixes) {
    const isPossible = fix.edits.every((edit) => {
      const file = files.get(edit.file);
      return file !== undefined && taken.get(edit.file)?.isFree(toReplacement(file, edit)) === true;
    });
    (isPossible ? applied : leftOut).push(fix);
    if (!isPossible) continue;
    for (const edit of fix.edits) {
      const file = files.get(edit.file);
      if (file !== undefined) taken.get(edit.file)?.add(toReplacement(file, edit));
    }
  }
  const changed = [...files].map(([path, file]) => {
    const mark = file.hasByteOrderMark ? '\uFEFF' : '';
    return [path, mark + applyEdits(file.text, taken.get(path)?.inOrder() ?? [])] as const;
  });
  return { texts: new Map(changed), applied, leftOut };
}

/** Replaces stretches of a text that are sorted and do not overlap. */
export function applyEdits(text: string, edits: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at) throw new Error(`edits overlap at offset ${edit.start}`);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

function toReplacement(file: SourceFile, { range, text }: FindingEdit): Replacement {
  return { start: file.offsetAt(range.start), end: file.offsetAt(range.end), text };
}

/** The edits of one text that are decided: by their places, none touching another. */
class TakenPlaces {
  private readonly edits: Replacement[] = [];

  isFree(edit: Replacement): boolean {
    const at = this.firstFrom(edit.start);
    const [before, next] = [this.edits[at - 1], this.edits[at]];
    if (next?.start === edit.start) return next.end === edit.end && next.text === edit.text;
    return (before?.end ?? 0) <= edit.start && edit.end <= (next?.start ?? Infinity);
  }

  add(edit: Replacement): void {
    const at = this.firstFrom(edit.start);
    const isMade = this.edits[at]?.start === edit.start;
    if (!isMade) this.edits.splice(at, 0, edit);
  }

  /** Where the first edit stands that starts there or later. */
  private firstFrom(start: number): number {
    let [low, high] = [0, this.edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.edits[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  inOrder(): readonly Replacement[] {
    return this.edits;
  }
}
