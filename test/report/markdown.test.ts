import { lexer, type Tokens } from 'marked';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { LONGEST_COMMENT, renderMarkdown } from '../../src/report/markdown.ts';
import { contextOf, findingOf, resultOf } from './finding.ts';

function render(findings: readonly Finding[], more: Parameters<typeof contextOf>[0] = {}): string {
  return [...renderMarkdown(resultOf(findings), contextOf(more))].join('');
}

function rowsOf(text: string): string[][] {
  const table = lexer(text).find((it) => it.type === 'table') as Tokens.Table | undefined;
  return (table?.rows ?? []).map((row) => row.map((cell) => cell.text));
}

test('a table, most severe first', () => {
  const text = render([findingOf({ severity: 'warning' }), findingOf({})]);
  expect(text).toBe(`**k8s-svc-lint**: 1 error, 1 warning (1 file, 1 resource)

| severity | place | finding |
| --- | --- | --- |
| error | shop/cart.yaml:10 | targetPort "htpp" is not a port name of Deployment cart ([service-target-port-unresolved](<https://example.com/rules/service-target-port-unresolved>)) |
| warning | shop/cart.yaml:10 | targetPort "htpp" is not a port name of Deployment cart ([service-target-port-unresolved](<https://example.com/rules/service-target-port-unresolved>)) |
`);
  expect(rowsOf(text)).toHaveLength(2);
});

test('places are links where the pipeline says where the files are', () => {
  const text = render([findingOf({ file: 'my shop/cart.yaml' })], {
    placeUrl: () => 'https://example.com/blob/1a2b/my%20shop/cart.yaml#L10',
  });
  expect(text).toContain(
    '| [my shop/cart.yaml:10](<https://example.com/blob/1a2b/my%20shop/cart.yaml#L10>) |',
  );
});

test('the other end and the fix follow on lines of their own', () => {
  const range = { start: { line: 5, column: 9 }, end: { line: 5, column: 13 } };
  const text = render([
    findingOf({
      related: [{ message: 'Service cart is here', file: 'web.yaml', range, resource: null }],
      fix: { title: 'Send it to Service cart', safe: true, edits: [] },
    }),
  ]);
  expect(text).toContain('<br>web.yaml:5: Service cart is here<br>fix: Send it to Service cart |');
});

test('a clean run says so', () => {
  expect(render([])).toBe('**k8s-svc-lint**: no findings (1 file, 1 resource)\n');
});

describe('a comment is never too long', () => {
  test('what does not fit is counted, and is the least severe', () => {
    const findings = Array.from({ length: 2000 }, (_, index) =>
      findingOf({ severity: index < 1990 ? 'warning' : 'error' }),
    );
    const text = render(findings);
    expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    const rows = rowsOf(text);
    expect(rows.filter(([severity]) => severity === 'error')).toHaveLength(10);
    expect(text).toContain(`\n${2000 - rows.length} more findings are not shown here.\n`);
  });

  test('of many other ends the first are named', () => {
    const { range } = findingOf({});
    const related = Array.from({ length: 300 }, () => ({
      message: 'x'.repeat(900),
      file: 'web.yaml',
      range,
      resource: null,
    }));
    const [row] = rowsOf(render([findingOf({ related })]));
    expect(row?.[2]?.split('<br>')).toHaveLength(7);
    expect(row?.[2]).toMatch(/<br>295 more places$/);
  });

  test('a long message is cut', () => {
    const text = render([findingOf({ message: 'ä'.repeat(100_000) }), findingOf({})]);
    expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(rowsOf(text)).toHaveLength(2);
  });
});

test('nobody is called and no issue is mentioned by a name', () => {
  const text = render([findingOf({ message: 'host @octocat/team#12 and $x$' })]);
  expect(text).toContain(String.raw`host @&#8203;octocat/team#&#8203;12 and \$x\$`);
});
