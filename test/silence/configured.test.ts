import { describe, expect, test } from 'vitest';
import type { ConfiguredSuppression } from '../../src/silence/index.ts';
import { tell, type Told } from './silenced.ts';

const RULE = 'service-target-port-is-quoted-number';

const serviceOf = (name: string, namespace?: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`}}\nspec: {selector: {app: ${name}}, ports: [{port: 80, targetPort: "8080"}]}\n`;

const FILES = {
  'shop/cart.yaml': serviceOf('cart', 'shop'),
  'legacy/orders.yaml': serviceOf('orders', 'legacy'),
  'legacy/stock.yaml': serviceOf('stock'),
};

function tellWith(entry: Partial<ConfiguredSuppression>): Told {
  const at = {
    file: '.k8s-svc-lint.yaml',
    range: { start: { line: 3, column: 5 }, end: { line: 3, column: 9 } },
  };
  const whole: ConfiguredSuppression = {
    rules: [RULE],
    objects: [],
    reason: 'by hand',
    until: undefined,
    at,
    isAllInView: true,
    ...entry,
  };
  return tell(FILES, { configured: [whole] });
}

describe('an entry of the configuration silences its rules', () => {
  test.each<[string, Partial<ConfiguredSuppression>, string[]]>([
    ['everywhere', {}, []],
    ['in some files', { takesFile: (file) => file.startsWith('legacy/') }, ['shop/cart.yaml']],
    [
      'for an object',
      { objects: ['Service shop/cart'] },
      ['legacy/orders.yaml', 'legacy/stock.yaml'],
    ],
    [
      'for objects of a namespace',
      { objects: ['legacy/*'] },
      ['legacy/stock.yaml', 'shop/cart.yaml'],
    ],
    ['for names that begin alike', { objects: ['* s*'] }, ['legacy/orders.yaml', 'shop/cart.yaml']],
    ['for several', { objects: ['cart', 'orders'] }, ['legacy/stock.yaml']],
    ['for no object of another kind', { objects: ['Deployment *'] }, Object.keys(FILES).sort()],
  ])('%s', (_, entry, left) => {
    expect(tellWith(entry).reported).toEqual(left.map((file) => `${file}:4 ${RULE}`));
  });

  test('and says why', () => {
    const { silenced } = tellWith({ objects: ['cart'] });
    expect(silenced).toEqual([`shop/cart.yaml:4 ${RULE} config: by hand`]);
  });
});

test('one in vain is told at its place, where all that it may mean is in view', () => {
  expect(tellWith({ objects: ['nobody'] }).complaints).toEqual([
    `.k8s-svc-lint.yaml:3 suppression-unused: the suppression silences nothing: ${RULE} finds nothing in these files and objects; take it out`,
  ]);
  expect(tellWith({ objects: ['nobody'], isAllInView: false }).complaints).toEqual([]);
});

test('what is no pattern takes its characters as they are', () => {
  expect(tellWith({ objects: ['c.rt', '(cart', '[a-z]*', ''] }).reported).toHaveLength(3);
});
