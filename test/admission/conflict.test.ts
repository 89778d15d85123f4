import { describe, expect, test } from 'vitest';
import { findConflicts, findPortsOutside, USUAL_NODE_PORTS } from '../../src/admission/index.ts';
import { readModel } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

function nodePort(name: string, port: number, protocol = 'TCP'): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  type: NodePort
  selector:
    app: ${name}
  ports:
    - port: 80
      protocol: ${protocol}
      nodePort: ${port}
`;
}

/** What is said of the files, as `code file path`. */
function conflictsIn(files: Readonly<Record<string, string>>): string[] {
  const documents = Object.entries(files).flatMap(([path, text]) =>
    parseManifest(new SourceFile(path, text)),
  );
  return findConflicts(readModel(documents).resources).map(
    ({ code, at }) => `${code} ${at.document.file.path} ${at.path}`,
  );
}

describe('node ports', () => {
  test('clash in one file, whatever the protocol', () => {
    const text = `${nodePort('cart', 30080)}---\n${nodePort('dns', 30080, 'UDP')}`;
    expect(conflictsIn({ 'shop.yaml': text })).toEqual([
      'address-taken shop.yaml spec.ports[0].nodePort',
    ]);
  });

  test('clash in one folder', () => {
    const files = {
      'k8s/cart.yaml': nodePort('cart', 30080),
      'k8s/dns.yaml': nodePort('dns', 30080),
    };
    expect(conflictsIn(files)).toEqual(['address-taken k8s/dns.yaml spec.ports[0].nodePort']);
  });

  test('are compared in no folder that holds variants of one object', () => {
    const files = {
      'k8s/cart-test.yaml': nodePort('cart', 30080),
      'k8s/cart.yaml': nodePort('cart', 30080),
      'k8s/dns.yaml': nodePort('dns', 30080),
    };
    expect(conflictsIn(files)).toEqual([]);
  });

  test('are compared across no folders', () => {
    const files = {
      'dev/cart.yaml': nodePort('cart', 30080),
      'prod/dns.yaml': nodePort('dns', 30080),
    };
    expect(conflictsIn(files)).toEqual([]);
  });
});

test('one identity twice in a file is a conflict when the content differs', () => {
  const [one, other] = [nodePort('cart', 30080), nodePort('cart', 30081)];
  expect(conflictsIn({ 'shop.yaml': `${one}---\n${other}` })).toEqual([
    'defined-twice shop.yaml metadata.name',
  ]);
  expect(conflictsIn({ 'shop.yaml': `${one}---\n# The same.\n${one}` })).toEqual([]);
});

test.each([
  [29999, 1],
  [30000, 0],
  [32767, 0],
  [32768, 1],
])('node port %i is outside the usual range: %i times', (port, count) => {
  const [resource] = readModel(
    parseManifest(new SourceFile('a.yaml', nodePort('cart', port))),
  ).resources;
  expect(resource && findPortsOutside(resource, USUAL_NODE_PORTS)).toHaveLength(count);
  expect(resource && findPortsOutside(resource, { from: 1, to: 65535 })).toEqual([]);
});
