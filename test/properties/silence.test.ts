import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tell } from '../silence/silenced.ts';

const word = fc.constantFrom(
  'k8s-svc-lint-disable-line',
  'k8s-svc-lint-disable-next-line',
  'k8s-svc-lint-disable-file',
  'k8s-svc-lint/disable',
  'service-target-port-is-quoted-number',
  'until=2026-12-31',
  'until=2026-02-31',
  '--',
  '#',
  ':',
  ';',
  ',',
  '|',
  '"',
  "'",
  '-',
  '---',
  '{',
  ']',
  'apiVersion: v1',
  'kind: Service',
  'metadata:',
  'annotations:',
  'items:',
  '\n',
  '\n  ',
  '\n    ',
  '\r\n',
  '\t',
  ' ',
);

const manifest =
  'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {ports: [{port: 80, targetPort: "8080"}]}\n';

test('whatever stands in a file, silencing says what it thinks and does not throw', () => {
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      (words, noise) => {
        const { reported, complaints } = tell({
          'shop/a.yaml': `${words.join(' ')}${noise}`,
          'shop/b.yaml': `${manifest}${words.join('')}`,
          'shop/c.yaml': words.join('') + manifest,
        });
        expect(reported.length + complaints.length).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 300 },
  );
});

test('a comment silences no more than its rule', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 10 }), (words) => {
      const comment = words.filter((it) => !/[\r\n]/.test(it)).join(' ');
      const plain = tell(manifest);
      const { reported, silenced } = tell(`${manifest}# ${comment}\n`);
      expect([...reported, ...silenced.map((it) => it.replace(/ comment: .*/, ''))].sort()).toEqual(
        plain.reported,
      );
    }),
    { numRuns: 200 },
  );
});
