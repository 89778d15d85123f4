import { expect, test } from 'vitest';
import { clusterOf, readRecordings } from './recording.ts';

const recordings = readRecordings().filter(({ storedObjects }) => storedObjects !== undefined);

test.each(recordings)('$id: the objects that kubectl applied', (recording) => {
  const applied = clusterOf(recording).objects.filter(({ refusal }) => refusal === undefined);
  const ours = applied.map(
    ({ resource: { kind, namespace, name } }) => `${kind} ${namespace ?? 'default'}/${name.value}`,
  );
  const stored = recording.storedObjects ?? [];
  const theirs = stored.map(
    ({ kind, metadata: { namespace, name } }) => `${kind} ${namespace ?? 'default'}/${name}`,
  );
  expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
});
