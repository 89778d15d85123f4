import { expect, test } from 'vitest';
import { refusalsOf } from '../../src/admission/index.ts';
import { refusalsIn, resourcesIn, saidOf } from './support.ts';

// What is written in repositories whose owners apply it every day: no object, or not all of it.

const WITHOUT_SELECTOR = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: shop/proxy:1.4
`;

function countIn(path: string, text: string): number {
  return resourcesIn(text, path).flatMap((resource) => refusalsOf(resource)).length;
}

test('an object is judged as it stands', () => {
  expect(countIn('k8s/cart.yaml', WITHOUT_SELECTOR)).toBe(1);
});

test.each(['k8s/cart_patch.yaml', 'k8s/proxy-patch.yml', 'patches/cart.yaml', 'k8s/patch.yaml'])(
  '%s is a patch by its name',
  (path) => {
    expect(countIn(path, WITHOUT_SELECTOR)).toBe(0);
  },
);

test('"dispatch" is no patch', () => {
  expect(countIn('k8s/dispatch.yaml', WITHOUT_SELECTOR)).toBe(1);
});

test('what ytt fills in is not missing', () => {
  const text = `#@ load("@ytt:data", "data")
apiVersion: v1
kind: Service
metadata:
  name: #@ data.values.name
spec:
  ports:
    - port: #@ data.values.port
`;
  expect(saidOf(text)).toEqual([]);
});

test('a container without image is a case of its own', () => {
  const text = `apiVersion: v1
kind: Pod
metadata:
  name: cart
spec:
  containers:
    - name: cart
`;
  expect(refusalsIn(text)).toMatchObject([{ code: 'image-missing' }]);
});

test.each([
  ['host: b0.$DOMAIN'],
  ['host: shop.A.B.C.D.nip.io'],
  ['host: HOST_NAME'],
  ['host: ${HOST}'],
])('%s is filled in later', (line) => {
  const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - ${line}
`;
  expect(saidOf(text)).toEqual([]);
});

test('a name of signs alone stands for another', () => {
  expect(saidOf('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: _\n')).toEqual([]);
});
