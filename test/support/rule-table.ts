import type { Rule } from '../../src/rule/index.ts';
import { describeRaising, fixability, type ShownExample } from './rule-readme.ts';

export interface TableRow {
  readonly rule: Rule;
  readonly examples: readonly ShownExample[];
}

/** All rules as a Markdown table; `base` leads from the table's file to rules/. */
export function renderRuleTable(rows: readonly TableRow[], base: string): string {
  return [
    '| rule | finds | severity | category | fix |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(({ rule, examples }) => {
      const severity =
        rule.raised === undefined
          ? rule.severity
          : `${rule.severity}, ${rule.raised.to} with ${describeRaising(rule)}`;
      return `| [${rule.id}](${base}${rule.id}/README.md) | ${rule.title.replaceAll('|', '\\|')} | ${severity} | ${rule.category} | ${fixability(rule, examples)} |`;
    }),
  ].join('\n');
}

/** `a-b-c` → `aBC`. */
function variableName(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The source of rules/index.ts, before formatting. */
export function renderRegistry(ids: readonly string[]): string {
  return [
    '// Written by `vitest -u` (test/generated.test.ts): every folder of rules/ is a rule.',
    "import type { Rule } from '../src/rule/index.ts';",
    ...ids.map((id) => `import ${variableName(id)} from './${id}/rule.ts';`),
    '',
    `export const rules: readonly Rule[] = [${ids.map(variableName).join(', ')}];`,
  ].join('\n');
}

/** The text with `content` between `<!-- name:start -->` and its end; undefined where they are missing. */
export function putBetweenMarks(text: string, name: string, content: string): string | undefined {
  const opening = `<!-- ${name}:start -->`;
  const start = text.indexOf(opening);
  const end = text.indexOf(`<!-- ${name}:end -->`);
  if (start < 0 || end < start) return undefined;
  return `${text.slice(0, start + opening.length)}\n\n${content}\n\n${text.slice(end)}`;
}
