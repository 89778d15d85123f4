import { expect, test } from 'vitest';
import { toConnectionJson } from '../../src/draw/index.ts';
import { clusterOf, readRecordings } from './recording.ts';

interface Pair {
  readonly from: {
    readonly kind: string;
    readonly namespace: string | null;
    readonly name: string;
  };
  readonly to: Pair['from'];
}

function pairName({ from, to }: Pair): string {
  return [from, to].map((it) => `${it.kind} ${it.namespace ?? ''}/${it.name}`).join(' to ');
}

/** Addresses outside of the cluster are no workloads. */
function isInside({ from, to }: Pair): boolean {
  return from.kind !== 'outside' && to.kind !== 'outside';
}

const recordings = readRecordings().filter(({ connections = [] }) => connections.length > 0);

test.each(recordings)('$id: what policies let through between workloads', (recording) => {
  const { connections = [], disagreement = [] } = recording;
  const ours = Object.fromEntries(
    [...toConnectionJson(clusterOf(recording))].map((it) => [pairName(it), it.allowed]),
  );
  const inDoubt = new Set(disagreement.map(pairName));
  const agreed = connections.filter((it) => isInside(it) && !inDoubt.has(pairName(it)));
  expect(ours).toMatchObject(Object.fromEntries(agreed.map((it) => [pairName(it), it.allowed])));
});

test('a pair that only an ipBlock decides is in doubt', () => {
  const recording = readRecordings().find(({ id }) => id === '491-ip-block-for-everything');
  expect.assert(recording !== undefined);
  const doubtful = [...toConnectionJson(clusterOf(recording))].filter(
    ({ unknown }) => unknown !== undefined,
  );
  const differing = (recording.disagreement ?? []).filter(isInside);
  expect(doubtful.map(pairName).sort()).toEqual(differing.map(pairName).sort());
});
