import { expect, test } from 'vitest';
import { toGraphJson, type GraphJson } from '../../src/draw/index.ts';
import { clusterOf, readRecordings, type Recording } from './recording.ts';

type RecordedRoute = NonNullable<Recording['routes']>[number];

/** Where the implementation that was recorded decides what the API leaves open. */
const OPEN = new Map([
  ['437-filters-and-their-fields extension-ref', 'an extension that is missing'],
  ['438-path-matches regex-broken', 'the language of regular expressions'],
  ['454-backend-tls-policies no-ca', 'a BackendTLSPolicy without its certificate'],
]);

interface ParentRef {
  readonly namespace?: string | null;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

function line(
  own: string | null,
  { namespace, name, sectionName = '', port }: ParentRef,
  accepted: boolean | null,
  resolved: boolean | null,
): string {
  const verdict = `accepted ${String(accepted)}, resolved ${String(resolved)}`;
  return `${namespace ?? own ?? ''}/${name} ${sectionName} ${String(port ?? '')}: ${verdict}`;
}

function recordedLines({ namespace, parents }: RecordedRoute): string[] {
  return parents.map(({ parentRef, conditions }) => {
    const is = (type: string): boolean =>
      conditions.some((it) => it.type === type && it.status === 'True');
    return line(namespace, parentRef, is('Accepted'), is('ResolvedRefs'));
  });
}

function ourLines(route: GraphJson['routes'][number] | undefined): string[] {
  return (route?.parents ?? []).map(({ parentRef, accepted, resolvedRefs }) =>
    line(route?.namespace ?? null, parentRef, accepted, resolvedRefs),
  );
}

const recordings = readRecordings().filter(({ routes = [] }) => routes.length > 0);

test.each(recordings)('$id: what the status of every route says', (recording) => {
  const { routes } = toGraphJson(clusterOf(recording));
  for (const recorded of recording.routes ?? []) {
    const { kind, namespace, name } = recorded;
    if (OPEN.has(`${recording.id} ${name}`)) continue;
    const ours = routes.find(
      (it) => it.kind === kind && it.namespace === namespace && it.name === name,
    );
    const lines = ourLines(ours);
    const label = `${kind} ${namespace}/${name}`;
    for (const expected of recordedLines(recorded)) expect(lines, label).toContain(expected);
  }
});

test('nobody writes a status for a Gateway, or a class of it, that is not there', () => {
  const silent = readRecordings()
    .filter(({ id }) => id.startsWith('401-') || id.startsWith('450-'))
    .flatMap((recording) => toGraphJson(clusterOf(recording)).routes)
    .flatMap(({ name, parents }) =>
      parents.flatMap(({ parentRef, accepted, reason }) =>
        accepted === null && reason === null ? `${name} on ${parentRef.name}` : [],
      ),
    );
  expect(silent).toMatchInlineSnapshot(`
    [
      "missing on egde",
      "edge-without-namespace on outer",
      "cart on missing-class",
    ]
  `);
});
