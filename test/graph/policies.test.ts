import { expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/index.ts';
import { podsOf } from '../../src/graph/policy.ts';
import { readModel, type Workload } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { readRecordings, type Recording } from '../conformance/recording.ts';

type End = NonNullable<Recording['connections']>[number]['from'];
type Allowed = readonly { protocol: string; port?: number; from?: number; to?: number }[];

/** Ports that the recordings speak of, and one that none does. */
const PORTS = [53, 80, 443, 5432, 8080, 8443, 9090, 9092, 9999];

function isAllowed(allowed: unknown, dialled: number): boolean {
  if (allowed === 'all') return true;
  return (allowed as Allowed).some(
    ({ protocol, port = 0, from = port, to = port }) =>
      protocol === 'TCP' && dialled >= from && dialled <= to,
  );
}

const recordings = readRecordings().filter(({ connections = [] }) => connections.length > 0);

test.each(recordings)('$id: what policies are said to deny is denied', (recording) => {
  const { manifests, documents, connections = [], disagreement = [] } = recording;
  const refused = new Set(documents.filter((it) => !it.accepted).map((it) => it.index));
  const parsed = parseManifest(new SourceFile('manifests.yaml', manifests));
  const model = readModel(
    parsed.filter(({ index }) => !refused.has(index)),
    { namespace: 'default' },
  );
  const { policies } = buildGraph(model, { world: 'open', nodes: undefined });
  const find = ({ kind, namespace, name }: End): Workload | undefined =>
    model.workloads.find(
      ({ resource: it }) =>
        it.kind === kind && it.namespace === namespace && it.name.value === name,
    );
  const inDoubt = new Set(disagreement.map(({ from, to }) => JSON.stringify([from, to])));
  for (const { from, to, allowed } of connections) {
    const [sender, receiver] = [find(from), find(to)].map((it) => it && podsOf(it));
    if (sender === undefined || receiver === undefined) continue;
    if (inDoubt.has(JSON.stringify([from, to]))) continue;
    for (const target of PORTS.filter((it) => isAllowed(allowed, it))) {
      const port = { target, protocol: 'TCP' };
      const label = `${from.name} to ${to.name}, port ${target}`;
      expect(policies.denying(receiver, 'ingress', sender, port), label).toEqual([]);
      expect(policies.denying(sender, 'egress', receiver, port), label).toEqual([]);
    }
  }
});
