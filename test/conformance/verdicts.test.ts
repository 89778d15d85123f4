import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_LINT_OPTIONS, lint } from '../../src/engine/lint.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { readRecordings, type RecordedDocument, type Recording } from './recording.ts';

/** Groups whose kinds every cluster has; what others define was not there when this was recorded. */
const GROUPS = new Set([
  ...['', 'apps', 'batch', 'policy', 'autoscaling', 'extensions', 'networking.k8s.io'],
  ...['discovery.k8s.io', 'admissionregistration.k8s.io', 'apiregistration.k8s.io'],
  ...['apiextensions.k8s.io', 'gateway.networking.k8s.io'],
]);

/** What only that one cluster decided: it had no IPv6. */
const CLUSTER = /not configured (?:on this cluster|for dual-stack)/;

/** Kinds of Kubernetes that are applied with these, and whose fields are nobody's concern here. */
const UNJUDGED = new Set(['Secret', 'ConfigMap', 'ServiceAccount']);

function isJudged({ apiVersion, kind, index, message, ...recorded }: RecordedDocument): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (index === null || !GROUPS.has(group) || UNJUDGED.has(kind)) return false;
  // Versions of custom resources depend on the definitions that are installed.
  if (group === 'gateway.networking.k8s.io' && recorded.noSuchKind === true) return false;
  return recorded.thenPatched === undefined && !CLUSTER.test(message ?? '');
}

/** The paths of all validity errors, document by document. */
function refusedPaths({ manifests }: Recording): Map<number, string[]> {
  const sources = [{ file: new SourceFile('manifests.yaml', manifests) }];
  const options = { ...DEFAULT_LINT_OPTIONS, namespace: 'default', kubernetesVersion: '1.37' };
  const paths = new Map<number, string[]>();
  for (const { category, severity, document, path } of lint(sources, rules, options).findings) {
    if (category !== 'validity' || severity !== 'error') continue;
    paths.set(document, [...(paths.get(document) ?? []), path]);
  }
  return paths;
}

/** The fields that the server named: as causes, or in its message where the text does not decode. */
function namedFields({ causes, message }: RecordedDocument): string[] {
  const fields = (causes ?? []).flatMap(({ field }) => field ?? []);
  if (fields.length > 0) return fields;
  return [...(message ?? '').matchAll(/(?:unknown|duplicate) field "([^"]+)"/g)].map(
    ([, field = '']) => field,
  );
}

// A Service without any name gets as far as its address, and the server names that (101).
const MISLEADING = new Set(['101-service-names 11']);

const recordings = readRecordings().filter(({ documents }) => documents.some(isJudged));

describe('each document is refused exactly where a cluster refused it', () => {
  test.each(recordings)('$id', (recording) => {
    const paths = refusedPaths(recording);
    for (const document of recording.documents.filter(isJudged)) {
      const { index, kind, name, accepted, message } = document;
      const ours = paths.get(index ?? -1) ?? [];
      const label = `document ${index ?? ''}, ${kind} ${name ?? ''}: ${message ?? 'accepted'}`;
      expect(ours.length > 0, `${label}; we say ${ours.join(', ') || 'nothing'}`).toBe(!accepted);
      const theirs = namedFields(document);
      if (accepted || theirs.length === 0) continue;
      if (MISLEADING.has(`${recording.id} ${index ?? ''}`)) continue;
      expect(theirs, label).toEqual(expect.arrayContaining([matching(ours, theirs)]));
    }
  });
});

/** One of our paths that the server names too; the first of ours where none is. */
function matching(ours: readonly string[], theirs: readonly string[]): string | undefined {
  return ours.find((path) => theirs.includes(path)) ?? ours[0];
}
