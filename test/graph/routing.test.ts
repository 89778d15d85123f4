import { expect, test } from 'vitest';
import { buildGraph, type Graph } from '../../src/graph/index.ts';
import { readModel } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { readRecordings, type Recording } from '../conformance/recording.ts';

const recordings = readRecordings().filter(({ routes = [] }) => routes.length > 0);

/** The graph of what a cluster took, as linting sees it. */
function graphOf({ manifests, documents }: Recording): Graph {
  const refused = new Set(documents.filter((it) => !it.accepted).map((it) => it.index));
  const parsed = parseManifest(new SourceFile('manifests.yaml', manifests));
  const taken = parsed.filter(({ index }) => !refused.has(index));
  const model = readModel(taken, { namespace: 'default' });
  return buildGraph(model, { world: 'open', nodes: undefined });
}

/** Routes of which a condition is recorded as true everywhere. */
function routesWith({ routes = [] }: Recording, type: string): Set<string> {
  return new Set(
    routes
      .filter(({ parents }) =>
        parents.every(({ conditions }) =>
          conditions.some((it) => it.type === type && it.status === 'True'),
        ),
      )
      .map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
  );
}

test.each(recordings)('$id: what is said to attach nowhere does not', (recording) => {
  const accepted = routesWith(recording, 'Accepted');
  for (const { route } of graphOf(recording).routing.rejectedParents()) {
    const { kind, namespace = '', name } = route.resource;
    expect(accepted).not.toContain(`${kind} ${namespace}/${name.value}`);
  }
});

test.each(recordings)(
  '$id: what is said to be missing, or not granted, is not resolved',
  (recording) => {
    const resolved = routesWith(recording, 'ResolvedRefs');
    const graph = graphOf(recording);
    const broken = graph.references.filter(
      (it) => graph.routing.lacksGrant(it) || graph.serviceFor(it).status === 'missing',
    );
    const lacking = graph.lackedPorts('route').map(({ reference }) => reference);
    for (const { from } of [...broken, ...lacking]) {
      const { kind, namespace = '', name } = from;
      expect(resolved).not.toContain(`${kind} ${namespace}/${name.value}`);
    }
  },
);
