import { expect, test } from 'vitest';
import { DEFAULT_ZONE, Resolver } from '../../src/cluster/index.ts';
import { clusterOf, readRecordings, type RecordedAnswer } from './recording.ts';

// Pods that are not ready, or ended, show in no manifest: such scenarios are left out.
const recordings = readRecordings().filter(
  ({ scenario, dns }) =>
    scenario.notReady === undefined && scenario.phases === undefined && dns.length > 0,
);

/** Outside its zone the recorded server has nobody to ask. */
function plainRcode(rcode: string): string {
  return ['REFUSED', 'SERVFAIL'].includes(rcode) ? 'NXDOMAIN' : rcode;
}

type Said = Pick<RecordedAnswer, 'rcode' | 'asked' | 'answers'>;

function plain({ rcode, asked, answers }: Said): object {
  const lines = answers.map(({ type, is }) => `${type} ${is}`);
  return { rcode: plainRcode(rcode), asked, answers: lines.sort() };
}

test.each(recordings)('$id: every DNS question', (recording) => {
  const cluster = clusterOf(recording);
  const insecure = new Resolver(cluster, DEFAULT_ZONE);
  const disabled = new Resolver(cluster, { ...DEFAULT_ZONE, pods: 'disabled' });
  for (const question of recording.dns) {
    const { from, name, type } = question;
    const ask = (resolver: Resolver): object => {
      const asker = { namespace: from, workload: undefined };
      const { asked = null, ...said } = resolver.resolve(name, type, asker);
      return plain({ ...said, asked });
    };
    const label = `${type} ${name} from ${from}`;
    expect(ask(insecure), label).toEqual(plain(question));
    // Recorded only where it differs.
    expect(ask(disabled), `${label}, pods disabled`).toEqual(
      plain(question.podsDisabled ?? question),
    );
  }
});
