import { describe, expect, test } from 'vitest';
import { buildGraph, findOutsider, type Outsider } from '../../src/graph/index.ts';
import { readModel } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

interface Pods {
  readonly name: string;
  readonly kind?: 'Deployment' | 'Job';
  readonly labels?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly ports?: readonly number[];
  readonly replicas?: number;
}

const web: Pods = { name: 'web', image: 'shop/web:1', ports: [8080] };

function workload({
  name,
  kind = 'Deployment',
  labels,
  image,
  ports = [],
  replicas,
}: Pods): object {
  const container = {
    name,
    image: image ?? `shop/${name}`,
    ports: ports.map((containerPort) => ({ containerPort })),
  };
  return {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      replicas,
      template: {
        metadata: { labels: { app: 'shop', ...labels } },
        spec: { containers: [container] },
      },
    },
  };
}

/** What is found behind a Service that selects `app: shop` and leads to `targetPort`. */
function outsiderAmong(
  all: readonly Pods[],
  { targetPort = 8080, ...more }: { targetPort?: number | string; clusterIP?: string } = {},
): Outsider | undefined {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'shop' },
    spec: { selector: { app: 'shop' }, ports: [{ port: 80, targetPort }], ...more },
  };
  const text = [service, ...all.map(workload)].map((it) => JSON.stringify(it)).join('\n---\n');
  const documents = parseManifest(new SourceFile('shop.yaml', text));
  const graph = buildGraph(readModel(documents), { world: 'open', nodes: undefined });
  const [first] = graph.services;
  return first && findOutsider(first, graph.backendsOf(first));
}

describe('what a Service takes beside the Pods that it is for', () => {
  test('Pods that listen elsewhere', () => {
    const found = outsiderAmong([web, { name: 'cache', ports: [6379] }]);
    expect(found).toMatchObject({ reason: 'other-ports', port: 8080 });
    expect(found?.outsider.resource.name.value).toBe('cache');
  });

  test('whichever of them is written first', () => {
    const found = outsiderAmong([{ name: 'cache', ports: [6379] }, web]);
    expect(found?.insider.resource.name.value).toBe('web');
  });

  test('a job, whether it declares ports or not', () => {
    expect(outsiderAmong([web, { name: 'clean-up', kind: 'Job' }])?.reason).toBe(
      'runs-to-completion',
    );
  });

  test('another component on the same port, and the label that tells it apart', () => {
    const found = outsiderAmong([
      { ...web, labels: { tier: 'front' } },
      { name: 'admin', ports: [8080], labels: { tier: 'back' } },
    ]);
    expect(found).toMatchObject({ reason: 'other-component', telling: ['tier', 'front'] });
  });
});

describe('what belongs together', () => {
  test.each<[string, readonly Pods[]]>([
    ['another version of the program', [web, { ...web, name: 'web-2', image: 'shop/web:2' }]],
    [
      'versions that a label calls components',
      [
        { ...web, labels: { component: 'blue' } },
        { ...web, name: 'web-2', image: 'shop/web:2', labels: { component: 'green' } },
      ],
    ],
    ['Pods that declare nothing: they may listen all the same', [web, { name: 'other' }]],
    ['a workload without replicas', [web, { name: 'cache', ports: [6379], replicas: 0 }]],
  ])('%s', (_, all) => {
    expect(outsiderAmong(all)).toBeUndefined();
  });

  test('all members of a group, under a headless Service', () => {
    const all = [web, { name: 'cache', ports: [6379] }];
    expect(outsiderAmong(all, { clusterIP: 'None' })).toBeUndefined();
  });

  test('a port that is targeted by name leaves the others out', () => {
    const all = [web, { name: 'cache', ports: [6379] }];
    expect(outsiderAmong(all, { targetPort: 'http' })).toBeUndefined();
  });
});
