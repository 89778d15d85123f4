import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { Fingerprints } from '../../src/engine/fingerprint.ts';
import { Identities } from '../../src/engine/identity.ts';
import { parseManifest, type Field } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { findingOf } from '../report/finding.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec:
  ports:
  - {name: http, port: 80, targetPort: htpp}
  - {name: admin, port: 81, targetPort: 8081}
  - {port: 53, protocol: UDP, targetPort: dns}
  externalIPs: [192.0.2.1, 192.0.2.300]
  sessionAffinityConfig: {}
`;

/** The finding of a rule about the field that `find` picks from a text, and the text's identities. */
function at(
  text: string,
  find: (root: Field) => Field,
  fields: Partial<Finding> = {},
): { finding: Finding; identities: Identities } {
  const documents = parseManifest(new SourceFile('shop/cart.yaml', text));
  const document = documents.find(({ root }) => find(root).exists) ?? documents[0];
  if (document === undefined) throw new Error('there is no document');
  const { path, range } = find(document.root).anchor();
  return {
    finding: findingOf({ path, range, document: document.index, ...fields }),
    identities: new Identities(documents),
  };
}

function identityAt(text: string, find: (root: Field) => Field, fields?: Partial<Finding>) {
  const { finding, identities } = at(text, find, fields);
  return identities.of(finding);
}

const portOf =
  (index: number, field: string) =>
  (root: Field): Field => {
    const item = root.get('spec').get('ports').items()[index];
    return item === undefined ? root.get('nothing') : item.get(field);
  };

test('an item of a list goes by its name', () => {
  expect(identityAt(SERVICE, portOf(0, 'targetPort'))).toEqual({
    rule: 'service-target-port-unresolved',
    resource: 'Service cart',
    path: 'spec.ports[name=http].targetPort',
    value: 'htpp',
  });
});

test('a port without a name goes by number and protocol', () => {
  expect(identityAt(SERVICE, portOf(2, 'targetPort')).path).toBe(
    'spec.ports[port=53,protocol=UDP].targetPort',
  );
});

test('saying the protocol that holds anyway changes nothing', () => {
  const plain = 'spec: {ports: [{port: 53, targetPort: dns}]}';
  const stated = 'spec: {ports: [{port: 53, protocol: TCP, targetPort: dns}]}';
  expect(identityAt(plain, portOf(0, 'targetPort'))).toEqual(
    identityAt(stated, portOf(0, 'targetPort')),
  );
});

test('a plain value in a list is told from its neighbours by itself', () => {
  const second = (root: Field): Field => {
    const item = root.get('spec').get('externalIPs').items()[1];
    return item ?? root.get('nothing');
  };
  expect(identityAt(SERVICE, second)).toMatchObject({
    path: 'spec.externalIPs[]',
    value: '192.0.2.300',
  });
});

test('the order of items, the place in the file and the words of the message do not count', () => {
  const reordered = `# moved down\n---\n${SERVICE.replace(/( {2}- \{name: http.*\n)(.*\n)/, '$2$1')}`;
  const first = identityAt(SERVICE, portOf(0, 'targetPort'));
  expect(identityAt(reordered, portOf(1, 'targetPort'), { message: 'in other words' })).toEqual(
    first,
  );
});

test('quotes do not count, the value does', () => {
  const quoted = SERVICE.replace('htpp', '"htpp"');
  const other = SERVICE.replace('htpp', 'web');
  expect(identityAt(quoted, portOf(0, 'targetPort')).value).toBe('htpp');
  expect(identityAt(other, portOf(0, 'targetPort')).value).toBe('web');
});

test('an object in a List is the object that it is by itself', () => {
  const indented = SERVICE.trimEnd().split('\n').join('\n  ');
  const list = `apiVersion: v1\nkind: List\nitems:\n- kind: Namespace\n- ${indented}\n`;
  const inList = (root: Field): Field => {
    const item = root.get('items').items()[1];
    return item === undefined ? root.get('nothing') : portOf(0, 'targetPort')(item);
  };
  expect(identityAt(list, inList)).toEqual(identityAt(SERVICE, portOf(0, 'targetPort')));
});

test('another version of the API makes no other object, another group does', () => {
  const resourceIn = (apiVersion: string): string =>
    identityAt(SERVICE, portOf(0, 'targetPort'), {
      resource: { apiVersion, kind: 'Ingress', namespace: 'shop', name: 'web' },
    }).resource;
  expect(resourceIn('networking.k8s.io/v1')).toBe('Ingress.networking.k8s.io shop/web');
  expect(resourceIn('networking.k8s.io/v1beta1')).toBe(resourceIn('networking.k8s.io/v1'));
  expect(resourceIn('extensions/v1beta1')).not.toBe(resourceIn('networking.k8s.io/v1'));
});

test('a path that the server names and the text does not have stays as it is', () => {
  const { finding, identities } = at(SERVICE, portOf(0, 'targetPort'), {
    path: 'spec.ports[7].nodePort[app.kubernetes.io/name]',
  });
  expect(identities.of(finding).path).toBe('spec.ports[7].nodePort[app.kubernetes.io/name]');
});

test('what a Secret holds is no part of an identity', () => {
  const text = 'apiVersion: v1\nkind: Secret\nmetadata: {name: cart}\nstringData: {url: hunter2}\n';
  const identity = identityAt(text, (root) => root.get('stringData').get('url'), {
    resource: { apiVersion: 'v1', kind: 'Secret', namespace: null, name: 'cart' },
  });
  expect(identity).toMatchObject({ path: 'stringData.url', value: '' });
});

test('a finding outside of all documents is told by its own path', () => {
  const identities = new Identities([]);
  expect(identities.of(findingOf({ path: 'suppressions[0]', resource: null }))).toEqual({
    rule: 'service-target-port-unresolved',
    resource: '',
    path: 'suppressions[0]',
    value: '',
  });
});

test('equal findings have fingerprints of their own, in order', () => {
  const { finding, identities } = at(SERVICE, portOf(0, 'targetPort'));
  const fingerprints = new Fingerprints(identities);
  const [first, second] = [fingerprints.of(finding), fingerprints.of(finding)];
  expect(first).toMatch(/^[0-9a-f]{32}:1$/);
  expect(second).toBe(first.replace(/:1$/, ':2'));
});
