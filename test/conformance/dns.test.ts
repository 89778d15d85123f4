import { expect, test } from 'vitest';
import { DEFAULT_ZONE, Resolver, type RecordType } from '../../src/cluster/index.ts';
import { clusterOf, readRecordings } from './recording.ts';

// Pods that are not ready, or ended, show in no manifest: such scenarios are left out.
const recordings = readRecordings().filter(
  ({ scenario, dns }) =>
    scenario.notReady === undefined && scenario.phases === undefined && dns.length > 0,
);

/** Outside its zone the recorded server has nobody to ask. */
function plainRcode(rcode: string): string {
  return ['REFUSED', 'SERVFAIL'].includes(rcode) ? 'NXDOMAIN' : rcode;
}

test.each(recordings)('$id: every DNS question', (recording) => {
  const cluster = clusterOf(recording);
  const resolver = new Resolver(cluster, DEFAULT_ZONE);
  for (const question of recording.dns) {
    const asker = { namespace: question.from, workload: undefined };
    const resolution = resolver.resolve(question.name, question.type as RecordType, asker);
    const label = `${question.type} ${question.name} from ${question.from}`;
    const ours = {
      rcode: resolution.rcode,
      asked: resolution.asked ?? null,
      answers: resolution.answers.map(({ type, is }) => `${type} ${is}`).sort(),
    };
    expect(ours, label).toEqual({
      rcode: plainRcode(question.rcode),
      asked: question.asked,
      answers: question.answers.map(({ type, is }) => `${type} ${is}`).sort(),
    });
  }
});
