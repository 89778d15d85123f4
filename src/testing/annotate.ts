import type { Finding } from '../engine/finding.ts';
import type { SourceRange } from '../source/range.ts';

/** A line that an example carries under the text that it speaks of. */
const ANNOTATION = /^ *# *(?:\^+|~+|<-+|<~+)…? .*(?:\n|$)/gm;

/** The example as it is linted: without its annotations. */
export function stripAnnotations(text: string): string {
  return text.replace(ANNOTATION, '');
}

interface Mark {
  readonly range: SourceRange;
  readonly pen: '^' | '~';
  readonly message: string;
}

/**
 * Writes what was found in `file` under the text that it is about: `^^^^` for the finding, `~~~~`
 * for the other end. Findings of rules other than `ruleId` are marked with their rule.
 *
 *     targetPort: htpp
 *     #           ^^^^ targetPort "htpp" is not a port name of Deployment web …
 *
 * What begins in the first two columns has no room above a comment sign: it is marked `#<---`
 * (first column) or `# <---` (second), with a dash for each character.
 */
export function annotate(
  text: string,
  file: string,
  findings: readonly Finding[],
  ruleId: string,
): string {
  const marks = new Map<number, Set<string>>();
  const lines = text.split('\n');
  for (const mark of findings.flatMap((finding) => marksOf(finding, file, ruleId))) {
    const { line } = mark.range.start;
    const written = marks.get(line) ?? new Set<string>();
    marks.set(line, written.add(draw(mark, lines[line - 1] ?? '')));
  }
  return lines.flatMap((line, index) => [line, ...(marks.get(index + 1) ?? [])]).join('\n');
}

function marksOf(finding: Finding, file: string, ruleId: string): Mark[] {
  const origin = finding.ruleId === ruleId ? '' : ` [${finding.ruleId}]`;
  const marks: Mark[] = [];
  if (finding.file === file) {
    marks.push({ range: finding.range, pen: '^', message: finding.message + origin });
  }
  for (const related of finding.related) {
    if (related.file !== file) continue;
    marks.push({ range: related.range, pen: '~', message: related.message + origin });
  }
  return marks;
}

function draw({ range: { start, end }, pen, message }: Mark, line: string): string {
  const continues = end.line > start.line;
  const length = (continues ? line.trimEnd().length + 1 : end.column) - start.column;
  const more = continues ? '…' : '';
  const width = Math.max(length, 1);
  const words = message.replaceAll('\n', ' ');
  if (start.column < 3) {
    const pointer = `<${(pen === '^' ? '-' : '~').repeat(width)}`;
    return `#${' '.repeat(start.column - 1)}${pointer}${more} ${words}`;
  }
  const indent = Math.min(line.length - line.trimStart().length, start.column - 3);
  const gap = start.column - 2 - indent;
  return `${' '.repeat(indent)}#${' '.repeat(gap)}${pen.repeat(width)}${more} ${words}`;
}
