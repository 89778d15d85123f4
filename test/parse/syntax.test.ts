import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/parse/index.ts';
import { parse } from './support.ts';

/** Place, raw text and message of the problems of the first broken document. */
function problems(text: string): string[] {
  return parse(text).flatMap(describeProblems);
}

function describeProblems({ file, problems: found }: Document): string[] {
  return found.map(({ start, end, message }) => {
    const { line, column } = file.positionAt(start);
    return `${line}:${column} ${JSON.stringify(file.text.slice(start, end))}: ${message}`;
  });
}

describe('one problem per cause, at its place, in words', () => {
  test.each([
    [
      'a quote that is never closed, at the quote',
      'kind: Service\nname: "cart\nspec: {}\n',
      `2:7 "\\"cart": this " is never closed`,
    ],
    [
      'a tab',
      'metadata:\n\tname: cart\n',
      '2:2 "name:": a tab indents this line: YAML takes only spaces there',
    ],
    [
      'a line that is indented too little',
      'metadata:\n    name: cart\n  labels: {}\n',
      '3:3 "labels:": this line is not indented like its siblings above',
    ],
    [
      'a bracket that is never closed',
      'args: [a, b\nname: cart\n',
      '2:1 "name:": this [ or { is not closed, or its lines are not indented deeper than its key',
    ],
    [
      'two colons on a line',
      'spec:\n  image: cart: 1.0\nname: cart\n',
      '2:10 "cart:": a second key on one line: put the value in quotes, or this key on a line of its own',
    ],
    [
      'a word instead of a key',
      'spec:\n  ports\n  type: ClusterIP\n',
      '2:3 "ports": the text before this colon is no key: a key stands on one line',
    ],
    [
      'a character that begins nothing',
      'name: @cart\n',
      '1:7 "@cart": a value cannot begin with @ unless it stands in quotes',
    ],
    [
      'a backslash in double quotes',
      'path: "C:\\shop"\n',
      `1:10 "\\\\shop\\"": no such escape inside "…": write \\\\ for a backslash, or use '…'`,
    ],
    [
      'text behind a quoted value',
      'name: "cart" service\n',
      '1:14 "service": this text belongs to nothing: check the indentation and the quotes above it',
    ],
    [
      'an alias without anchor',
      'name: *cart\n',
      '1:7 "*cart": *cart: no anchor &cart stands before it in this document',
    ],
    [
      'an anchor of another document',
      'name: &cart cart\n---\nname: *cart\n',
      '3:7 "*cart": *cart: no anchor &cart stands before it in this document',
    ],
    [
      'a control character',
      'name: cart\u0007\n',
      '1:11 "\\u0007": control character U+0007: YAML allows none, write it as an escape in "…"',
    ],
    [
      'a merge conflict left in the file',
      'name: cart\n<<<<<<< HEAD\nport: 80\n=======\nport: 81\n>>>>>>> main\n',
      '2:1 "<<<<<<<": the text before this colon is no key: a key stands on one line',
    ],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

test('a broken document spoils no other', () => {
  const documents = parse('name: cart\n---\nname: "catalog\n---\nname: checkout\n---\na: b: c\n');
  expect(documents.map(({ problems: found }) => found.length)).toEqual([0, 1, 0, 1]);
  expect(documents.map(({ root }) => root.get('name').string()?.value)).toEqual([
    'cart',
    undefined,
    'checkout',
    undefined,
  ]);
});

test('several broken aliases are several causes, up to five', () => {
  expect(problems('a: *x\nb: *y\n')).toHaveLength(2);
  expect(problems('[*a, *b, *c, *d, *e, *f, *g]')).toHaveLength(5);
});

test('a document above the limit is refused, the others are read', () => {
  const documents = parse(`name: cart\n---\ntext: ${'x'.repeat(100)}\n`, { maxDocumentLength: 50 });
  expect(documents[0]?.root.get('name').string()?.value).toBe('cart');
  expect(documents[1]?.problems.map(({ code }) => code)).toEqual(['TOO_LARGE']);
});
