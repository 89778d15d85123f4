import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Finding, FindingFix } from '../../src/engine/finding.ts';
import { renderRdjson } from '../../src/report/rdjson.ts';
import type { SourceRange } from '../../src/source/range.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';
import schema from './schema/rdjson.schema.json' with { type: 'json' };

const isReport = new Ajv2020().compile(schema);

interface Diagnostic {
  message: string;
  location: { path: string; range: SourceRange };
  suggestions?: { range: SourceRange; text: string }[];
}

function render(finding: Finding, line = ''): Diagnostic {
  const context = contextOf({ lineText: () => (line === '' ? undefined : line) });
  const text = [...renderRdjson(resultOf([finding]), context)].join('');
  const report = JSON.parse(text) as { diagnostics: [Diagnostic] };
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  return report.diagnostics[0];
}

function columns(from: number, to: number): SourceRange {
  return { start: { line: 1, column: from }, end: { line: 1, column: to } };
}

test('a diagnostic for each finding', () => {
  expect(render(findingOf({ severity: 'warning' }))).toEqual({
    message: 'targetPort "htpp" is not a port name of Deployment cart',
    location: { path: 'shop/cart.yaml', range: findingOf({}).range },
    severity: 'WARNING',
    code: { value: 'service-target-port-unresolved', url: 'https://example.com/rule' },
  });
});

test('a clean run has diagnostics, and none', () => {
  const text = [...renderRdjson(resultOf([]), contextOf({}))].join('');
  expect(JSON.parse(text)).toEqual({
    source: { name: 'k8s-svc-lint', url: 'https://example.com/tool' },
    diagnostics: [],
  });
});

describe('columns are bytes of UTF-8', () => {
  test.each([
    ['name: cart', columns(7, 11), columns(7, 11)],
    ['läden: cart', columns(8, 12), columns(9, 13)],
    // The example of reviewdog's own documentation.
    ['a𐐀b', columns(4, 5), columns(6, 7)],
    ['店: 書', columns(4, 5), columns(6, 9)],
    ['é', columns(2, 4), columns(3, 5)],
  ])('%s', (line, range, bytes) => {
    expect(render(findingOf({ range }), line).location.range).toEqual(bytes);
    const { start, end } = bytes;
    const marked = Buffer.from(line)
      .subarray(start.column - 1, end.column - 1)
      .toString();
    expect(marked).toBe(line.slice(range.start.column - 1, range.end.column - 1));
  });
});

describe('suggestions', () => {
  const edit = { file: 'shop/cart.yaml', range: columns(8, 12), text: 'http' };
  const suggest = (...edits: FindingFix['edits'][number][]): Diagnostic['suggestions'] =>
    render(findingOf({ fix: { title: 'Change it', safe: false, edits } }), 'läden: htpp')
      .suggestions;

  test('are the edit of a fix', () => {
    expect(suggest(edit)).toEqual([{ range: columns(9, 13), text: 'http' }]);
  });

  test('are none where a fix has several edits, or one elsewhere', () => {
    expect(suggest(edit, { ...edit, range: columns(1, 2) })).toBeUndefined();
    expect(suggest({ ...edit, file: 'shop/web.yaml' })).toBeUndefined();
  });
});
