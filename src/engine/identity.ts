import type { Document } from '../parse/index.ts';
import type { Finding, FindingResource } from './finding.ts';
import { KEYS_WITHOUT_NAME, KeyedPaths } from './keyed-path.ts';

/**
 * What a finding is about, whatever line it stands on and in whatever words it is told. Two findings of
 * one identity are two all the same: whoever compares must count.
 */
export interface Identity {
  readonly rule: string;
  /** `Ingress.networking.k8s.io shop/web`; empty for what belongs to no object. */
  readonly resource: string;
  /** `spec.ports[name=http].targetPort` */
  readonly path: string;
  /** The text that is wrong, without quotes. */
  readonly value: string;
}

/** One text for one identity. */
export function keyOfIdentity({ rule, resource, path, value }: Identity): string {
  return JSON.stringify([rule, resource, path, value]);
}

/** Works out identities from the documents that the findings are about. */
export class Identities {
  private byFile: Map<string, Document[]> | undefined;
  private readonly paths = new Map<Document, KeyedPaths>();
  private readonly unnamedPaths = new Map<Document, KeyedPaths>();

  constructor(private readonly documents: readonly Document[]) {}

  of(finding: Finding): Identity {
    return this.identify(finding, (document) =>
      entryOf(this.paths, document, () => new KeyedPaths(document.root)),
    );
  }

  /** What the finding was before the items that its path leads through had names. */
  beforeNames(finding: Finding): Identity {
    return this.identify(finding, (document) =>
      entryOf(this.unnamedPaths, document, () => new KeyedPaths(document.root, KEYS_WITHOUT_NAME)),
    );
  }

  private identify(finding: Finding, pathsOf: (document: Document) => KeyedPaths): Identity {
    const { ruleId, resource, path } = finding;
    const document = this.documentOf(finding);
    return {
      rule: ruleId,
      resource: resource === null ? '' : nameOf(resource),
      path: document === undefined ? path : pathsOf(document).of(path, resource !== null),
      // Baselines are committed: what a Secret holds does not go there.
      value: document === undefined || isSecret(resource) ? '' : offendingValue(finding, document),
    };
  }

  /** Undefined for a finding about a file that holds no manifest, such as the configuration. */
  private documentOf({ file, document }: Finding): Document | undefined {
    this.byFile ??= groupByFile(this.documents);
    return this.byFile.get(file)?.[document];
  }
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function groupByFile(documents: readonly Document[]): Map<string, Document[]> {
  const byFile = new Map<string, Document[]>();
  for (const document of documents) {
    const list = byFile.get(document.file.path) ?? [];
    list[document.index] = document;
    byFile.set(document.file.path, list);
  }
  return byFile;
}

/** As kubectl names objects: an API version may change, the object stays. */
function nameOf({ apiVersion, kind, namespace, name }: FindingResource): string {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : `.${apiVersion.slice(0, slash)}`;
  return `${kind}${group} ${namespace === null ? name : `${namespace}/${name}`}`;
}

function isSecret(resource: FindingResource | null): boolean {
  return resource?.kind === 'Secret';
}

/** Enough to tell values apart; a finding may be about a whole file in a ConfigMap. */
const LONGEST_VALUE = 100;

function offendingValue({ range }: Finding, { file }: Document): string {
  const start = file.offsetAt(range.start);
  const text = file.text.slice(start, file.offsetAt(range.end)).trim();
  const unquoted = /^(["'])([^]*)\1$/.exec(text)?.[2] ?? text;
  return unquoted.replace(/\s+/g, ' ').slice(0, LONGEST_VALUE);
}
