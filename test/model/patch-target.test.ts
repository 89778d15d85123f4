import { describe, expect, test } from 'vitest';
import { readModel } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const object = (kind: string, name: string): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;

const BASE = {
  'base/kustomization.yaml': 'resources: [shop.yaml]\n',
  'base/shop.yaml': [object('Service', 'cart'), object('Pod', 'cart')].join('---\n'),
};

/** The objects of the base that an overlay changes. */
function changedBy(overlay: string, more: Readonly<Record<string, string>> = {}): string[] {
  const kustomization = `resources: [../base]\n${overlay}`;
  const files = { ...BASE, 'prod/kustomization.yaml': kustomization, ...more };
  const documents = Object.entries(files).flatMap(([path, text]) =>
    parseManifest(new SourceFile(path, text)),
  );
  return readModel(documents)
    .resources.filter(({ standing }) => standing === 'kustomize-member')
    .map(({ kind, name }) => `${kind}/${name.value}`);
}

const BOTH = ['Service/cart', 'Pod/cart'];

describe('a patch changes the objects that it names', () => {
  test.each([
    [
      'by its target',
      'patches:\n- path: p.json\n  target: {kind: Pod, name: cart}\n',
      ['Pod/cart'],
    ],
    ['by a kind alone', 'patches:\n- path: p.json\n  target: {kind: Service}\n', ['Service/cart']],
    ['by a pattern', 'patches:\n- path: p.json\n  target: {kind: Pod, name: c.*}\n', ['Pod/cart']],
    ['in its own text', `patches:\n- patch: |-\n${indent(object('Pod', 'cart'))}`, ['Pod/cart']],
    ['that the base lacks', `patches:\n- patch: |-\n${indent(object('Pod', 'web'))}`, []],
  ])('%s', (_, overlay, expected) => {
    expect(changedBy(overlay)).toEqual(expected);
  });

  test('in its file', () => {
    const patch = { 'prod/p.yaml': object('Pod', 'cart') };
    expect(changedBy('patchesStrategicMerge: [p.yaml]\n', patch)).toEqual(['Pod/cart']);
  });
});

describe('any object may be changed', () => {
  test.each([
    [
      'by a target without a kind',
      'patches:\n- path: p.json\n  target: {labelSelector: app=shop}\n',
    ],
    ['by a patch that is not in view', 'patches:\n- path: p.yaml\n'],
    ['by a prefix of all names', 'namePrefix: prod-\n'],
    ['by a component', 'components: [../proxy]\n'],
  ])('%s', (_, overlay) => {
    expect(changedBy(overlay)).toEqual(BOTH);
  });
});

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
