import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Cluster, type ClusterOptions, type RecordType } from '../../src/cluster/index.ts';
import { readModel } from '../../src/model/index.ts';
import { parseManifest } from '../../src/parse/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

/** What a real control plane said and did; the form is described beside the fixtures. */
export interface Recording {
  readonly id: string;
  readonly scenario: {
    readonly area: string;
    readonly notReady?: unknown;
    readonly phases?: unknown;
  };
  readonly manifests: string;
  readonly documents: readonly RecordedDocument[];
  readonly services: readonly RecordedService[] | undefined;
  readonly dns: readonly RecordedAnswer[];
  /** Routes of the Gateway API, with the parents that somebody answered for. */
  readonly routes?: readonly RecordedRoute[];
  /** Between workloads and ranges outside; what policies let through. */
  readonly connections?: readonly RecordedConnection[];
  /** Pairs on which the two evaluators that were asked differ. */
  readonly disagreement?: readonly Pick<RecordedConnection, 'from' | 'to'>[];
  readonly storedObjects:
    readonly { kind: string; metadata: { namespace?: string; name: string } }[] | undefined;
}

interface RecordedRoute {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly parents: readonly {
    readonly parentRef: {
      readonly namespace?: string;
      readonly name: string;
      readonly sectionName?: string;
      readonly port?: number;
    };
    readonly conditions: readonly { readonly type: string; readonly status: string }[];
  }[];
}

interface RecordedEnd {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

interface RecordedConnection {
  readonly from: RecordedEnd;
  readonly to: RecordedEnd;
  readonly allowed: unknown;
}

export interface RecordedDocument {
  /** Null for what the recorder itself sent. */
  readonly index: number | null;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly accepted: boolean;
  readonly message: string | null;
  readonly causes: readonly { readonly field: string | null }[] | null;
  /** Discovery knew no such kind. */
  readonly noSuchKind?: boolean;
  /** Refused, since a controller had made it already, and then changed. */
  readonly thenPatched?: unknown;
}

export interface RecordedPort {
  readonly name: string | null;
  readonly protocol: string | null;
  readonly port: number | null;
}

interface RecordedService {
  readonly namespace: string;
  readonly name: string;
  readonly endpoints: readonly {
    readonly ports: readonly RecordedPort[] | null;
    readonly endpoints: readonly {
      readonly source: { kind: string; namespace: string | null; name: string } | null;
      readonly address?: string;
      readonly addresses?: readonly string[];
    }[];
  }[];
}

export interface RecordedAnswer {
  readonly from: string;
  readonly name: string;
  readonly type: RecordType;
  readonly rcode: string;
  readonly asked: string | null;
  readonly answers: readonly { readonly type: string; readonly is: string }[];
  readonly podsDisabled?: Pick<RecordedAnswer, 'rcode' | 'asked' | 'answers'>;
}

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/conformance');

export function readRecordings(): Recording[] {
  return ['scenarios', 'random'].flatMap((set) =>
    readdirSync(path.join(FIXTURES, set))
      .sort()
      .filter((id) => existsSync(path.join(FIXTURES, set, id, 'recorded.json')))
      .map((id) => readRecording(path.join(FIXTURES, set, id), id)),
  );
}

function readRecording(folder: string, id: string): Recording {
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  const recorded = JSON.parse(read('recorded.json')) as Omit<Recording, 'id' | 'scenario'>;
  return {
    ...recorded,
    id,
    scenario: JSON.parse(read('scenario.json')) as Recording['scenario'],
    manifests: read('manifests.yaml'),
  };
}

/**
 * The cluster that we make of a recording's manifests. Where single verdicts are recorded they are
 * taken from there: this is about what becomes of what was accepted.
 */
export function clusterOf({ manifests, documents }: Recording): Cluster {
  if (documents.length === 0) return clusterFrom(manifests);
  const refused = new Set(documents.filter((it) => !it.accepted).map((it) => it.index));
  return clusterFrom(manifests, {
    refusalOf: ({ document }) => (refused.has(document.index) ? 'refused' : undefined),
  });
}

export function clusterFrom(manifests: string, options: ClusterOptions = {}): Cluster {
  const file = new SourceFile('manifests.yaml', manifests);
  const model = readModel(parseManifest(file), { namespace: 'default', asWritten: true });
  return new Cluster(model, options);
}
