import { expect, test } from 'vitest';
import { toGraphJson } from '../../src/draw/index.ts';
import { clusterOf, readRecordings } from './recording.ts';

const recordings = readRecordings().filter(({ storedObjects }) => storedObjects !== undefined);

test.each(recordings)('$id: the objects that kubectl applied', (recording) => {
  const { resources } = toGraphJson(clusterOf(recording));
  const ours = resources
    .filter(({ accepted }) => accepted)
    .map(({ kind, namespace, name }) => `${kind} ${namespace ?? 'default'}/${name}`);
  const stored = recording.storedObjects ?? [];
  const theirs = stored.map(
    ({ kind, metadata: { namespace, name } }) => `${kind} ${namespace ?? 'default'}/${name}`,
  );
  expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
});
