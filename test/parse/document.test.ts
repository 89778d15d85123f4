import { describe, expect, test } from 'vitest';
import { parse } from './support.ts';

/** The `name` of each document; `-` where there is no mapping, `!` where there is a problem. */
function names(text: string): string[] {
  return parse(text).map((document) => {
    if (document.isTemplate) return 'template';
    if (document.problems.length > 0) return '!';
    return document.root.get('name').text()?.value ?? '-';
  });
}

describe('documents are counted as YAML counts them', () => {
  test.each([
    ['nothing', '', []],
    ['comments only', '# nothing yet\n\n', []],
    ['one', 'name: cart\n', ['cart']],
    ['a leading separator', '---\nname: cart\n', ['cart']],
    ['comments before the first separator', '# shop\n---\nname: cart\n', ['cart']],
    ['two', 'name: cart\n---\nname: catalog\n', ['cart', 'catalog']],
    [
      'separators with comments and spaces',
      '--- # a\nname: cart\n---  \nname: catalog\n',
      ['cart', 'catalog'],
    ],
    ['CRLF', '---\r\nname: cart\r\n---\r\nname: catalog\r\n', ['cart', 'catalog']],
    ['an empty one between', 'name: cart\n---\n---\nname: catalog\n', ['cart', '-', 'catalog']],
    [
      'a comment-only one between',
      'name: cart\n---\n# none\n---\nname: catalog\n',
      ['cart', '-', 'catalog'],
    ],
    ['null', '---\nnull\n---\n~\n---\nname: cart\n', ['-', '-', 'cart']],
    ['a trailing separator', 'name: cart\n---\n', ['cart', '-']],
    ['a scalar and a list', 'shop\n---\n- cart\n---\nname: cart\n', ['-', '-', 'cart']],
    ['content on the separator line', 'name: cart\n--- {name: catalog}\n', ['cart', 'catalog']],
    ['a block scalar on it', '--- |\nname: cart\n', ['-']],
    ['dots at the end', 'name: cart\n...\n', ['cart']],
    ['dots and a separator', 'name: cart\n...\n---\nname: catalog\n', ['cart', 'catalog']],
    ['a directive', '%YAML 1.2\n---\nname: cart\n', ['cart']],
    ['dashes inside an indented block', 'text: |\n  ---\n  x\nname: cart\n', ['cart']],
    ['dashes that are no separator', 'name: ---x\n', ['---x']],
    ['dashes after a lone carriage return, where kubectl cuts none', 'a: 1\rname: cart', ['cart']],
    ['a byte order mark', '\uFEFF---\nname: cart\n', ['cart']],
  ])('%s', (_, text, expected) => {
    expect(names(text)).toEqual(expected);
    expect(parse(text).map(({ index }) => index)).toEqual(expected.map((__, index) => index));
  });

  test('the pieces of a large file go on counting', () => {
    const documents = parse('name: cart\n---\nname: catalog\n', { firstIndex: 7 });
    expect(documents.map(({ index }) => index)).toEqual([7, 8]);
  });
});

describe('JSON', () => {
  test.each([
    ['one value', '{"name": "cart"}', ['cart']],
    [
      'values back to back (312)',
      '{"name": "cart"}\n{"name": "catalog"}{"name": "x"}\n',
      ['cart', 'catalog', 'x'],
    ],
    [
      'values between separators (313)',
      '---\n{"name": "cart"}\n---\n{"name": "catalog"}\n',
      ['cart', 'catalog'],
    ],
    ['values behind a separator (313)', '--- # x\n{"name": "a"}{"name": "b"}\n', ['a', 'b']],
    [
      'a stream, then a separator (314)',
      '{"name": "a"}\n{"name": "b"}\n---\n{"name": "c"}',
      ['a', 'b', 'c'],
    ],
    [
      'comments and final commas (315)',
      '# x\n{\n  "name": "cart",\n  "list": [1,],\n}\n',
      ['cart'],
    ],
    ['braces in strings', '{"name": "}{", "text": "\\"}{"}{"name": "b"}', ['}{', 'b']],
    ['a comment with braces behind it', '{"name": "cart"} # {x}\n', ['cart']],
    ['an empty object', '{}{"name": "cart"}', ['-', 'cart']],
    ['a list', '[{"name": "cart"}]', ['-']],
  ])('%s', (_, text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});

describe('templates', () => {
  test.each([
    ['Go', 'name: {{ .Release.Name }}-cart\n  {{- if .x }}\n', ['template']],
    [
      'a Go template that begins with an action',
      '{{- if .x }}\nname: cart\n{{- end }}\n',
      ['template'],
    ],
    [
      'a substitution between brackets, which is no YAML before it is done',
      'targets: [cart.${CLUSTER_DOMAIN}:8200]\n',
      ['template'],
    ],
    ['Jinja', 'name: cart\n{% if x %}\na: b\n{% endif %}\n', ['template']],
    [
      'one document of several (327)',
      'name: cart\n---\nname: {{ .x }}-y\n---\nname: z\n',
      ['cart', 'template', 'z'],
    ],
    ['not, when the braces stand in quotes', 'name: "{{ .x }}"\n', ['{{ .x }}']],
    ['not, when they stand in a block', 'name: cart\ntext: |\n  {{ .x }}\n', ['cart']],
    ['not, when the text is merely broken', 'name: "cart\n', ['!']],
  ])('%s', (_, text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test('in a chart every text with {{ is one, even where it happens to be YAML', () => {
    const [document] = parse('name: "{{ .x }}"\n', { isChartTemplate: true });
    expect(document?.isTemplate).toBe(true);
    const [plain] = parse('name: cart\n', { isChartTemplate: true });
    expect(plain?.isTemplate).toBe(false);
  });
});
