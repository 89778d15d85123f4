import { expect, test } from 'vitest';
import { parseManifest, separateDocument } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const object = (kind: string): string => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: cart\n`;

/** The kinds of the objects that a text is taken for. */
function kindsIn(text: string): unknown[] {
  return parseManifest(new SourceFile('shop.yaml', text))
    .flatMap(separateDocument)
    .map(({ root }) => root.get('kind').value());
}

test('objects that are run together are taken apart, however many', () => {
  expect(kindsIn(object('Service') + object('Secret') + object('Pod'))).toEqual([
    'Service',
    'Secret',
    'Pod',
  ]);
});

test('a document knows which one follows it without a separator', () => {
  const [document] = parseManifest(new SourceFile('a.yaml', object('Service') + object('Pod')));
  const [first, second] = document === undefined ? [] : separateDocument(document);
  expect(first?.continuation).toBe(second);
  expect(second?.start).toBe(object('Service').length);
});

test.each([
  ['a kind that stands twice', `${object('Service')}kind: Pod\n`, 'Pod'],
  [
    'an object on one line',
    '{apiVersion: v1, kind: Pod, apiVersion: v1, kind: Service}',
    'Service',
  ],
])('%s makes no second object', (_, text, kind) => {
  expect(kindsIn(text)).toEqual([kind]);
});
