import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { DEFAULT_LINT_OPTIONS, lint } from '../src/engine/lint.ts';
import { parseManifest, type Field } from '../src/parse/index.ts';
import { SourceFile } from '../src/source/source-file.ts';

const LEVELS = 10_000;
const MEGABYTE = 1 << 20;

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** Ten anchors, each naming the one before ten times: 10^10 values. */
const LAUGHS = lines(10, (level) => {
  const item = level === 0 ? 'ha' : `*a${level - 1}`;
  return `a${level}: &a${level} [${Array.from({ length: 10 }, () => item).join(', ')}]`;
});

const MERGES = lines(20, (level) => {
  const merged =
    level === 0 ? '' : `<<: [${Array.from({ length: 10 }, () => `*m${level - 1}`).join(', ')}]`;
  return `m${level}: &m${level} {k${level}: 1, ${merged}}`;
});

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec:\n';

/** What somebody's editor, script or malice may put before us. */
const BAD: Readonly<Record<string, string>> = {
  'sequences in flow style': '['.repeat(LEVELS) + ']'.repeat(LEVELS),
  'sequences that are never closed': `a: ${'['.repeat(LEVELS)}`,
  'mappings in flow style': `${'{a: '.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`,
  'mappings in block style': lines(LEVELS, (level) => `${' '.repeat(level % 2000)}a:`),
  'sequences on one line': `${'- '.repeat(LEVELS)}x`,
  'explicit keys on one line': `${'? '.repeat(LEVELS)}x`,
  'keys on one line': `${'a: '.repeat(LEVELS)}x`,
  'braces only': '{'.repeat(MEGABYTE),
  'JSON that never ends': '{"a": "'.repeat(LEVELS),
  'a billion laughs': LAUGHS,
  'merges upon merges': MERGES,
  'an alias inside its anchor': 'a: &a\n  b: *a\n',
  'a merge of itself': 'a: &a\n  <<: *a\n  b: 1\n',
  'one long line': `a: ${'x'.repeat(MEGABYTE)}`,
  'one long key': `${'x'.repeat(MEGABYTE)}: a`,
  'one long comment': `# ${'x'.repeat(MEGABYTE)}`,
  'one long quoted value': `a: "${'\\n'.repeat(MEGABYTE / 2)}"`,
  'one long flow list': `a: [${'1, '.repeat(MEGABYTE / 4)}]`,
  'only spaces': ' '.repeat(MEGABYTE),
  'only carriage returns': '\r'.repeat(MEGABYTE / 4),
  'only newlines': '\n'.repeat(MEGABYTE),
  'only separators': '---\n'.repeat(LEVELS),
  'only dots': '...\n'.repeat(LEVELS),
  'lines of an old Mac': 'a: 1\r'.repeat(LEVELS),
  tabs: 'a:\n\tb: 1\n\t\tc: 2\n',
  'an unclosed quote': `a: "x\n${'b: c\n'.repeat(LEVELS)}`,
  'an unclosed quote, often': "a: 'x\n---\n".repeat(LEVELS),
  'a block without end': `a: |\n${'  x\n'.repeat(LEVELS)}`,
  'nothing but NUL': '\0'.repeat(100),
  'half of an emoji': `name: \ud83d\n`,
  'many keys': lines(LEVELS, (index) => `k${index}: ${index}`),
  'many keys, all the same': 'a: 1\n'.repeat(LEVELS),
  'many keys in braces': `{${lines(LEVELS, (index) => `k${index}: ${index},`)}}`,
  'many anchors': lines(LEVELS, (index) => `k${index}: &a${index} x`),
  'two colons a line': 'a: b: c\n'.repeat(LEVELS),
  'a template': '{{ if .x }}\na: {{ .y }}\n'.repeat(LEVELS / 2),
  'YAML that is almost a Service': `${SERVICE}  ports: {a: [}\n`,
  'fields of the wrong shape': `${SERVICE}  ports: cart\n  selector: [a]\n  type: {x: 1}\n`,
  'a document of everything': '- ? : {}\n  : [a: b, ? c]\n- &x !!y |+2\n\n   z\n',
};

describe('bad input never throws, and is finished at once', () => {
  test.each(Object.entries(BAD))('%s', (_, text) => {
    const file = new SourceFile('bad.yaml', text);
    const documents = parseManifest(file);
    for (const document of documents.slice(0, 20)) {
      for (const { start, end, message } of document.problems) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(message.length).toBeLessThan(200);
      }
      walk(document.root);
    }
    const result = lint([{ file }], rules, { ...DEFAULT_LINT_OPTIONS, minSeverity: 'info' });
    expect(result.crashed).toBe(false);
  });

  test('deep nesting and alias bombs are told with their place', () => {
    const codes = (text: string): string[] =>
      parseManifest(new SourceFile('bad.yaml', text)).flatMap(({ problems }) =>
        problems.map(({ code }) => code),
      );
    expect(codes(BAD['sequences in flow style'] ?? '')).toEqual(['TOO_DEEP']);
    expect(codes(BAD['mappings in block style'] ?? '')).toEqual(['TOO_DEEP']);
    expect(codes(LAUGHS)).toEqual(['BAD_ALIAS']);
    expect(codes(BAD['an alias inside its anchor'] ?? '')).toEqual(['BAD_ALIAS']);
  });
});

/** Does to a field all that a rule may do, to everything in it. */
function walk(field: Field, budget = { left: 20_000 }): void {
  if (budget.left-- < 0) return;
  field.get('no such field').anchor();
  field.duplicateKeys();
  field.anchor();
  field.text();
  field.value();
  for (const { key, value } of field.entries()) {
    expect(key.path).not.toBe('');
    walk(value, budget);
  }
  for (const item of field.items()) walk(item, budget);
}
