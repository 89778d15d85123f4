import { expect, test } from 'vitest';
import { DEFAULT_ZONE, RECORD_TYPES, Resolver } from '../../src/cluster/index.ts';
import { toDot, toGraphJson, toMermaid, toPicture } from '../../src/draw/index.ts';
import { tellTrace, trace } from '../../src/trace/index.ts';
import { clusterFrom, readRecordings } from '../conformance/recording.ts';

/** The same numbers each time: a failure can be had again. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    yield state;
  }
}

const BLOWS: readonly ((line: string) => string)[] = [
  () => '',
  (line) => line.replace(/:.*/, ': null'),
  (line) => line.replace(/:.*/, ': [1, {a: b}]'),
  (line) => line.replace(/:.*/, ': -5'),
  (line) => `${line} x`,
];

/** A manifest with some of its lines damaged. */
function damage(text: string, random: Generator<number, never>): string {
  const lines = text.split('\n');
  for (let count = 0; count < 4; count++) {
    const at = random.next().value % lines.length;
    const blow = BLOWS[random.next().value % BLOWS.length];
    lines[at] = blow?.(lines[at] ?? '') ?? '';
  }
  return lines.join('\n');
}

const NAMES = ['cart', '', '.', 'a..b', 'svc.cluster.local.', 'cluster.local', '_._.cart'];
const TARGETS = ['', '/', 'a/b/c', 'deploy/', 'http://', 'x.example.com/', ':80', 'svc/cart:http'];

test('damaged manifests get an answer, never an exception', () => {
  const random = numbers(7) as Generator<number, never>;
  for (const { manifests } of readRecordings()) {
    const cluster = clusterFrom(damage(manifests, random));
    const picture = toPicture(cluster);
    toGraphJson(cluster);
    toDot(picture);
    toMermaid(picture);
    const resolver = new Resolver(cluster, DEFAULT_ZONE);
    for (const workload of [undefined, ...cluster.workloads.slice(0, 2)]) {
      for (const name of NAMES) {
        for (const type of RECORD_TYPES)
          resolver.resolve(name, type, { namespace: 'shop', workload });
      }
    }
    const objects = cluster.objects.map(({ resource: { kind, name } }) => `${kind}/${name.value}`);
    for (const target of [...TARGETS, ...objects]) {
      const told = tellTrace(trace(cluster, target, { namespace: 'shop', zone: DEFAULT_ZONE }));
      expect(told).not.toContain('undefined');
    }
  }
});
