import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { service, stream, workload } from './read.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'commands-'));
const manifests = stream(
  service('cart', 'selector: {app: cart}, ports: [{name: http, port: 80, targetPort: http}]'),
  service('ghost', 'selector: {app: nobody}, ports: [{port: 80}]'),
  workload('Deployment', 'cart'),
);
writeFileSync(path.join(folder, 'shop.yaml'), manifests);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function run(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await main(argv, { stdout, stderr, stdin: 0, cwd: folder, env: {} });
  const textOf = (of: PassThrough): string => String((of.read() as Buffer | null) ?? '');
  return { code, stdout: textOf(stdout), stderr: textOf(stderr) };
}

test.each([
  [0, ['resolve', 'cart', 'shop.yaml']],
  [0, ['resolve', 'cart', '--from', 'default/deploy/cart', 'shop.yaml']],
  [1, ['resolve', 'basket', '--from', 'default', 'shop.yaml']],
  [3, ['resolve', 'www.example.com', 'shop.yaml']],
  [2, ['resolve', 'cart', '--from', 'deploy/basket', 'shop.yaml']],
  [2, ['resolve', 'cart', 'nowhere.yaml']],
  [2, ['resolve', 'cart', '--type', 'MX', 'shop.yaml']],
  [2, ['resolve']],
  [0, ['trace', 'svc/cart', 'shop.yaml']],
  [1, ['trace', 'svc/ghost', 'shop.yaml']],
  [3, ['trace', 'www.example.com:80', 'shop.yaml']],
  [2, ['trace', 'svc/cart', 'nowhere.yaml']],
  [2, ['trace']],
  [0, ['graph', 'shop.yaml']],
  [0, ['graph', '--format', 'dot', 'shop.yaml']],
  [0, ['graph', '--connections', 'shop.yaml']],
  [2, ['graph', '--connections', '--format', 'dot', 'shop.yaml']],
  [2, ['graph', 'nowhere.yaml']],
])('exit code %i: %j', async (code, argv) => {
  expect((await run(...argv)).code).toBe(code);
});

test('resolve in JSON', async () => {
  const { stdout } = await run('resolve', 'cart', '--format', 'json', 'shop.yaml');
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    name: 'cart',
    from: 'default',
    type: 'A',
    status: 'found',
    rcode: 'NOERROR',
    asked: 'cart.default.svc.cluster.local.',
    answers: [{ type: 'A', is: 'clusterIP of default/cart' }],
    tried: [
      {
        name: 'cart.default.svc.cluster.local.',
        rcode: 'NOERROR',
        why: 'Service default/cart has a cluster IP',
      },
    ],
    notes: [],
  });
});

test('resolve tells the story: candidates, Service, ports, Pods', async () => {
  const { stdout } = await run('resolve', 'cart.default', 'shop.yaml');
  expect(stdout).toMatchInlineSnapshot(`
    "cart.default (A), asked by a Pod in namespace default
      cart.default.default.svc.cluster.local.  NXDOMAIN  there is no Service default in namespace default
      cart.default.svc.cluster.local.          NOERROR   Service default/cart has a cluster IP
      = A clusterIP of default/cart
    Service default/cart (ClusterIP)  shop.yaml:2
      port 80 "http" → http  shop.yaml:2
      Pods of Deployment default/cart: 8080/TCP  shop.yaml:6
    "
  `);
});

test('trace in JSON has the place of every hop', async () => {
  const { stdout } = await run('trace', 'svc/ghost', '--format', 'json', 'shop.yaml');
  const { status, paths } = JSON.parse(stdout) as {
    status: string;
    paths: { hops: { status: string; mend?: string; at: { file: string } }[] }[];
  };
  expect(status).toBe('broken');
  expect(paths[0]?.hops.map((hop) => [hop.status, hop.at.file])).toEqual([
    ['whole', 'shop.yaml'],
    ['broken', 'shop.yaml'],
  ]);
});

test('another namespace for objects that state none', async () => {
  const { stdout } = await run('graph', '--namespace', 'shop', 'shop.yaml');
  const { workloads } = JSON.parse(stdout) as { workloads: { namespace: string }[] };
  expect(workloads.map(({ namespace }) => namespace)).toEqual(['shop']);
});
