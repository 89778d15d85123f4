// The tables of README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

export const readme = path.join(import.meta.dirname, 'README.md');

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, at) => (at === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n');
}

/** Puts `text` between the two comments that name the section. */
export async function writeSection(name, text) {
  const old = readFileSync(readme, 'utf8');
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [old.indexOf(begin), old.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no section ${name}`);
  const draft = `${old.slice(0, from + begin.length)}\n\n${text}\n\n${old.slice(to)}`;
  const options = { ...(await resolveConfig(readme)), filepath: readme };
  writeFileSync(readme, await format(draft, options));
}

/** Three digits that tell something: 0.024, 1.23, 12.3, 123. */
export function threeDigits(number) {
  if (number >= 100) return number.toFixed(0);
  if (number >= 10) return number.toFixed(1);
  return number.toFixed(number >= 1 ? 2 : 3);
}

export function times(ratio) {
  return `${ratio >= 20 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}×`;
}
