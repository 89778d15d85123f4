import type { Lines } from './reach.ts';
import type { End } from './suppression.ts';

// A finding is asked for by a few keys, so that thousands of comments in a file are not looked at for
// each of thousands of findings. A key only narrows: `covers` decides.

/** Of what may lie anywhere. */
export const ANYWHERE = '';

/** Lines meet in blocks: a whole document has few of them. */
const BLOCK = 64;

export function keysOfLines(file: string, lines: readonly Lines[]): string[] {
  return lines.flatMap(({ first, last }) => {
    if (last === Infinity) return [file];
    const keys: string[] = [];
    for (let block = blockOf(first); block <= blockOf(last); block++)
      keys.push(`${file}\n${block}`);
    return keys;
  });
}

export function keyOfObject(file: string, kind: string, name: string): string {
  return `${file}\n${kind}\n${name}`;
}

/** Under which what covers the end of a finding is to be found, what speaks of least first. */
export function keysOfEnd({ file, line, resource }: End): string[] {
  const block = `${file}\n${blockOf(line)}`;
  return resource === null
    ? [block, file]
    : [block, keyOfObject(file, resource.kind, resource.name), file];
}

function blockOf(line: number): number {
  return Math.floor(line / BLOCK);
}
