import { describe, expect, test } from 'vitest';
import { place } from '../parse/support.ts';
import { model, service } from './read.ts';

describe('a Service is read with the defaults of the API server', () => {
  test('type, protocol and targetPort (S-202, S-203)', () => {
    const { type, ports } = service('{ports: [{port: 80}]}');
    expect(type.value).toBe('ClusterIP');
    expect(ports[0]?.protocol.value).toBe('TCP');
    expect(ports[0]?.targetPort?.value).toBe(80);
    expect(ports[0]?.writesTargetPort).toBe(false);
  });

  test('an empty type or protocol, and a targetPort of 0 or "", count as not written', () => {
    const { type, ports } = service('{type: "", ports: [{port: 80, protocol: "", targetPort: 0}]}');
    expect(type.value).toBe('ClusterIP');
    expect(ports[0]?.protocol.value).toBe('TCP');
    expect(ports[0]?.targetPort?.value).toBe(80);
    expect(service('{ports: [{port: 80, targetPort: ""}]}').ports[0]?.targetPort?.value).toBe(80);
  });

  test('a default lies at the nearest key', () => {
    const [first] = model(
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: cart\nspec:\n  ports:\n    - port: 80\n',
    ).services;
    expect(first && place(first.type)).toBe('5:1-5:5');
    expect(first?.ports[0] && place(first.ports[0].protocol)).toBe('7:7-7:11');
  });

  test('what is written stays', () => {
    const { type, ports } = service(
      '{type: NodePort, ports: [{name: dns, port: 53, protocol: UDP, targetPort: dns, nodePort: 30053}]}',
    );
    expect(type.value).toBe('NodePort');
    expect(ports[0]).toMatchObject({
      name: { value: 'dns' },
      protocol: { value: 'UDP' },
      targetPort: { value: 'dns' },
      writesTargetPort: true,
      nodePort: { value: 30053 },
    });
  });
});

describe('which Services select (S-104, S-105)', () => {
  test.each([
    ['absent', '{}', undefined],
    ['null', '{selector: ~}', undefined],
    ['empty', '{selector: {}}', undefined],
    ['one label', '{selector: {app: cart}}', ['app=cart']],
    ['a label without value is the empty text (S-107)', '{selector: {app: }}', ['app=']],
    [
      'a label that YAML reads as something else, as it is meant',
      '{selector: {app: on}}',
      ['app=on'],
    ],
  ] as const)('%s', (_, spec, expected) => {
    const { selector } = service(spec);
    expect(selector && [...selector].map(([key, { value }]) => `${key}=${value.value}`)).toEqual(
      expected,
    );
  });
});

test.each([
  ['clusterIP: None', '{clusterIP: None}', true],
  ['clusterIPs: [None]', '{clusterIPs: [None]}', true],
  ['another spelling is none', '{clusterIP: none}', false],
  ['not an ExternalName', '{type: ExternalName, clusterIP: None}', false],
  ['nothing', '{}', false],
])('headless: %s', (_, spec, expected) => {
  expect(service(spec).isHeadless).toBe(expected);
});

test('a Service of another group is no Service', () => {
  const text =
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: cart}\nspec: {}\n';
  expect(model(text).services).toEqual([]);
  expect(model(text).resources).toHaveLength(1);
});

test('broken fields leave the rest to be read', () => {
  const { ports, selector } = service('{ports: [cart, {port: eighty}, {port: 80}], selector: [a]}');
  expect(ports.map(({ port }) => port?.value)).toEqual([undefined, undefined, 80]);
  expect(selector).toBeUndefined();
});
