import { describe, expect, test } from 'vitest';
import { at, parse, place, root } from './support.ts';

/** The place and the raw text of a string, number or boolean field. */
function where(text: string, ...path: (string | number)[]): [string, string] {
  const located = at(root(text), ...path).text();
  if (located === undefined) throw new Error(`nothing at ${path.join('.')}`);
  return [place(located), located.text];
}

describe('a value lies exactly where it is written', () => {
  test.each([
    ['plain', 'name: cart', ['name'], '1:7-1:11', 'cart'],
    ['plain before a comment', 'name: cart # the basket', ['name'], '1:7-1:11', 'cart'],
    ['plain over two lines', 'name: cart\n  service\n', ['name'], '1:7-2:10', 'cart\n  service'],
    ['double quoted', 'name: "cart"', ['name'], '1:7-1:13', '"cart"'],
    ['single quoted', "name: 'it''s'", ['name'], '1:7-1:14', "'it''s'"],
    ['in a sequence', 'ports:\n  - 80\n  - 8080\n', ['ports', 1], '3:5-3:9', '8080'],
    ['in a compact mapping', 'ports:\n- port: 80\n', ['ports', 0, 'port'], '2:9-2:11', '80'],
    ['flow style', 'ports: [{port: 80, name: http}]', ['ports', 0, 'name'], '1:26-1:30', 'http'],
    ['JSON', '{"kind": "Service"}', ['kind'], '1:10-1:19', '"Service"'],
    ['JSON over lines', '{\n\t"kind":\n\t\t"Service"\n}', ['kind'], '3:3-3:12', '"Service"'],
    ['CRLF', 'kind: Service\r\nname: cart\r\n', ['name'], '2:7-2:11', 'cart'],
    ['byte order mark', '\uFEFFkind: Service\n', ['kind'], '1:7-1:14', 'Service'],
    ['behind an emoji (two units)', 'icon: 🛒 # x\nnote: "🛒" \n', ['note'], '2:7-2:11', '"🛒"'],
    ['behind an emoji on its line', '{icon: 🛒, name: cart}', ['name'], '1:18-1:22', 'cart'],
    ['block scalar', 'text: |\n  one\n  two\nnext: 1\n', ['text'], '1:7-4:1', '|\n  one\n  two\n'],
    ['behind a block scalar', 'text: |-\n  one\n\nnext: cart\n', ['next'], '4:7-4:11', 'cart'],
    ['after a separator', '--- # shop\nname: cart\n', ['name'], '2:7-2:11', 'cart'],
    ['tagged', 'name: !!str 1', ['name'], '1:13-1:14', '1'],
    ['anchored', 'name: &cart cart', ['name'], '1:13-1:17', 'cart'],
    ['line ends of an old Mac', 'kind: Service\rname: cart\r', ['name'], '1:21-1:25', 'cart'],
  ] as const)('%s', (_, text, path, expected, raw) => {
    expect(where(text, ...path)).toEqual([expected, raw]);
  });

  test('an alias lies where it stands, and reads what it stands for', () => {
    const text = 'labels: &labels {app: cart}\nname: &name cart\nselector: *labels\nport: *name\n';
    expect(where(text, 'port')).toEqual(['4:7-4:12', '*name']);
    expect(at(root(text), 'port').string()?.value).toBe('cart');
    expect(place(at(root(text), 'selector').anchor())).toBe('3:11-3:18');
  });

  test('what lies inside an aliased mapping lies at the anchor', () => {
    const text = 'labels: &labels\n  app: cart\nselector: *labels\n';
    expect(where(text, 'selector', 'app')).toEqual(['2:8-2:12', 'cart']);
    expect(at(root(text), 'selector', 'app').path).toBe('selector.app');
  });

  test('what is merged lies at the anchor, what is written where it is written', () => {
    const text = 'base: &base\n  port: 80\n  protocol: TCP\nports:\n  - <<: *base\n    port: 81\n';
    expect(where(text, 'ports', 0, 'port')).toEqual(['6:11-6:13', '81']);
    expect(where(text, 'ports', 0, 'protocol')).toEqual(['3:13-3:16', 'TCP']);
  });

  test('in the later documents of a file lines go on counting', () => {
    const [, second] = parse('name: cart\n---\n\nname: catalog\n');
    expect(second && place(at(second.root, 'name').anchor())).toBe('4:7-4:14');
  });
});

describe('a field without text of its own is shown at the nearest key', () => {
  const text = [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    '  name: cart',
    'spec:',
    '  selector:',
    '  ports:',
    '    - name: http',
    '    - {}',
    '    -',
    '',
  ].join('\n');

  test.each([
    ['missing in a mapping: the key of the mapping', ['metadata', 'namespace'], '3:1-3:9'],
    ['missing below a missing one', ['spec', 'template', 'metadata', 'labels'], '5:1-5:5'],
    ['null: its own key', ['spec', 'selector'], '6:3-6:11'],
    ['missing below null', ['spec', 'selector', 'app'], '6:3-6:11'],
    ['a mapping: its key', ['spec'], '5:1-5:5'],
    ['a sequence: its key', ['spec', 'ports'], '7:3-7:8'],
    ['an item that is a mapping: its first key', ['spec', 'ports', 0], '8:7-8:11'],
    ['missing in an item: the first key of the item', ['spec', 'ports', 0, 'port'], '8:7-8:11'],
    ['an empty mapping: the braces', ['spec', 'ports', 1], '9:7-9:9'],
    ['missing in an empty mapping', ['spec', 'ports', 1, 'port'], '9:7-9:9'],
    ['an empty item: the key of the list', ['spec', 'ports', 2], '7:3-7:8'],
    ['missing at the top: the first key of the document', ['status'], '1:1-1:11'],
  ] as const)('%s', (_, path, expected) => {
    expect(place(at(root(text), ...path).anchor())).toBe(expected);
  });

  test('in a later document, at that document and not at line 1', () => {
    const [, second] = parse(`${text}---\nkind: Service\n`);
    expect(second && place(at(second.root, 'metadata').anchor())).toBe('12:1-12:5');
  });
});

test('the key of a field, and the extent of a whole mapping', () => {
  const spec = at(root('spec:\n  ports:\n    - port: 80\n'), 'spec');
  expect(place(spec.keyAnchor())).toBe('1:1-1:5');
  expect(spec.extent()).toEqual({ start: 8, end: 29 });
  expect(at(spec, 'nothing').extent()).toBeUndefined();
});
