import { describe, expect, test } from 'vitest';
import {
  findDefinedTwice,
  findPortsOutside,
  findTakenNearby,
  findTakenTogether,
  USUAL_NODE_PORTS,
} from '../../src/admission/index.ts';
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
  const { resources, kustomizations } = readModel(documents);
  return [...findDefinedTwice(resources, kustomizations), ...findTakenTogether(resources)].map(
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

  test('are not certain to clash across folders', () => {
    const files = {
      'dev/cart.yaml': nodePort('cart', 30080),
      'prod/dns.yaml': nodePort('dns', 30080),
    };
    expect(conflictsIn(files)).toEqual([]);
  });
});

describe('node ports nearby', () => {
  /** The files in which a node port is taken by a Service of a folder next to it. */
  function takenIn(files: Readonly<Record<string, string>>): string[] {
    const documents = Object.entries(files).flatMap(([path, text]) =>
      parseManifest(new SourceFile(path, text)),
    );
    return findTakenNearby(readModel(documents).resources).map(({ at }) => at.document.file.path);
  }

  test.each([
    ['the folder above', 'k8s/cart.yaml', 'k8s/dns/dns.yaml'],
    ['the folder below', 'k8s/cart/cart.yaml', 'k8s/dns.yaml'],
    ['the folder beside', 'k8s/cart/cart.yaml', 'k8s/dns/dns.yaml'],
  ])('clash with %s', (_, one, other) => {
    const files = { [one]: nodePort('cart', 30080), [other]: nodePort('dns', 30080) };
    expect(takenIn(files)).toEqual([other]);
  });

  test('do not clash with what lies far off, or in the same folder', () => {
    const files = {
      'a/k8s/cart.yaml': nodePort('cart', 30080),
      'b/k8s/dns.yaml': nodePort('dns', 30080),
      'b/k8s/web.yaml': nodePort('web', 30080),
    };
    expect(takenIn(files)).toEqual([]);
  });

  test('do not clash with those of a variant', () => {
    const files = {
      'dev/cart.yaml': `${nodePort('cart', 30080)}---\n${nodePort('dns', 30081)}`,
      'prod/dns.yaml': nodePort('dns', 30080),
    };
    expect(takenIn(files)).toEqual([]);
  });
});

test('one identity in two files of a kustomization is a conflict, even of equals', () => {
  const files = {
    'k8s/kustomization.yaml': 'resources:\n- cart.yaml\n- copy.yaml\n',
    'k8s/cart.yaml': nodePort('cart', 30080),
    'k8s/copy.yaml': nodePort('cart', 30080),
  };
  expect(conflictsIn(files)).toEqual(['defined-twice k8s/copy.yaml metadata.name']);
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
