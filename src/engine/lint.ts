import { buildGraph, type Graph } from '../graph/index.ts';
import { readModel, type Model, type Resource } from '../model/index.ts';
import { parseManifest, type Document, type Located } from '../parse/index.ts';
import type { Rule, RuleReport, Severity } from '../rule/index.ts';
import type { SourceRange } from '../source/range.ts';
import { SourceFile } from '../source/source-file.ts';
import { deploymentSets } from './deployment-set.ts';
import {
  RULE_CRASHED,
  ruleUrl,
  type Finding,
  type FindingFix,
  type FindingResource,
  type RelatedPlace,
  type SilencedFinding,
} from './finding.ts';
import type { LintOptions } from './options.ts';
import { RuleSeverity } from './severity.ts';

export { DEFAULT_LINT_OPTIONS, type LintOptions } from './options.ts';
export { rankOf, severityOf } from './severity.ts';

export interface Summary {
  readonly files: number;
  readonly documents: number;
  readonly resources: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export interface LintResult {
  /** Sorted by file, place and rule; without duplicates. */
  readonly findings: readonly Finding[];
  /** What was found and is not reported: set aside after linting, by a comment, a baseline … */
  readonly silenced: readonly SilencedFinding[];
  readonly summary: Summary;
  /** Files that were read and hold no Kubernetes object. */
  readonly filesWithoutResources: number;
  /** Whether a rule crashed: the run then did not do its whole job. */
  readonly crashed: boolean;
}

/** A file with what discovery knows about it beside its text. */
export interface LintSource {
  readonly file: SourceFile;
  readonly isChartTemplate?: boolean;
}

/** A text under the name that reports give it: `sourceOf('cart.yaml', text)`. */
export function sourceOf(path: string, text: string): LintSource {
  return { file: new SourceFile(path, text) };
}

/** Sources × rules → findings. Pure: the same texts and options give the same result. */
export function lint(
  sources: readonly LintSource[],
  rules: readonly Rule[],
  options: LintOptions,
): LintResult {
  const documents = sources.flatMap((source) => parseManifest(source.file, source));
  return lintDocuments(
    documents,
    new Set(sources.map(({ file }) => file.path)).size,
    rules,
    options,
  );
}

/** The same for documents that are parsed already. */
export function lintDocuments(
  documents: readonly Document[],
  fileCount: number,
  rules: readonly Rule[],
  options: LintOptions,
): LintResult {
  const collector = new FindingCollector(options);
  for (const together of deploymentSets(documents, options)) {
    collector.collect(readModel(together, options), rules);
  }
  const findings = collector.sorted();
  return {
    findings,
    silenced: [],
    summary: {
      files: fileCount,
      documents: documents.filter((it) => !collector.isContext(it)).length,
      resources: collector.resources,
      ...countBySeverity(findings),
    },
    filesWithoutResources: fileCount - collector.files.size,
    crashed: collector.crashed,
  };
}

/** The same run with other findings to report, and more that are set aside. */
export function reportInstead(
  result: LintResult,
  findings: readonly Finding[],
  silenced: readonly SilencedFinding[],
): LintResult {
  return {
    ...result,
    findings,
    silenced: [...result.silenced, ...silenced],
    summary: { ...result.summary, ...countBySeverity(findings) },
  };
}

function countBySeverity(
  findings: readonly Finding[],
): Pick<Summary, 'errors' | 'warnings' | 'infos'> {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}

class FindingCollector {
  private readonly findings: Finding[] = [];
  private readonly resourcesOf = new Map<Document, Resource[]>();
  private readonly byPath = new Map<Document, ReadonlyMap<string, FindingResource>>();
  /** How many objects were linted, and the files that hold any. */
  resources = 0;
  readonly files = new Set<string>();
  crashed = false;

  constructor(private readonly options: LintOptions) {}

  isContext({ file }: Document): boolean {
    return this.options.isContext?.(file.path) === true;
  }

  /** Runs all rules over objects that are deployed together. */
  collect(model: Model, rules: readonly Rule[]): void {
    this.addResources(model);
    const graph = buildGraph(model, this.options);
    for (const rule of rules) {
      const severity = new RuleSeverity(rule, this.options);
      if (severity.isShownAnywhere) this.run(rule, severity, graph);
    }
  }

  /** Once each, though a document may be in several sets. */
  private addResources(model: Model): void {
    const added = new Map<Document, Resource[]>();
    for (const resource of model.resources) {
      const { document } = resource;
      if (this.resourcesOf.has(document)) continue;
      const list = added.get(document);
      if (list === undefined) added.set(document, [resource]);
      else list.push(resource);
    }
    for (const [document, resources] of added) {
      this.resourcesOf.set(document, resources);
      if (this.isContext(document)) continue;
      this.resources += resources.length;
      this.files.add(document.file.path);
    }
  }

  /** A rule that throws becomes a finding; the other rules go on. */
  private run(rule: Rule, severity: RuleSeverity, graph: Graph): void {
    let last: RuleReport | undefined;
    // One text for all of them: there may be 100,000.
    const url = rule.url ?? ruleUrl(rule.id);
    try {
      rule.run(graph, (report) => {
        last = report;
        const { document } = report.at;
        const shown = this.isContext(document) ? undefined : severity.in(document.file.path);
        if (shown !== undefined) this.findings.push(this.toFinding(rule, shown, report, url));
      });
    } catch (error) {
      this.crashed = true;
      this.findings.push(this.crashFinding(rule, error, last, graph.documents[0]));
    }
  }

  private toFinding(
    rule: Rule,
    severity: Severity,
    { at, messageId, message, related = [], fix }: RuleReport,
    url: string,
  ): Finding {
    const { range } = at;
    return {
      ruleId: rule.id,
      messageId,
      category: rule.category,
      severity,
      message: joined(message),
      file: at.document.file.path,
      document: at.document.index,
      range,
      path: joined(at.path),
      resource: this.resourceAt(at),
      related: related.map((it): RelatedPlace => ({
        message: joined(it.message),
        file: it.at.document.file.path,
        range: it.at.range,
        resource: this.resourceAt(it.at),
      })),
      ...(fix === undefined ? {} : { fix: toFindingFix(fix, at, range) }),
      url,
    };
  }

  private crashFinding(
    rule: Rule,
    error: unknown,
    last: RuleReport | undefined,
    first: Document | undefined,
  ): Finding {
    const document = last?.at.document ?? first;
    const start = { line: 1, column: 1 };
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ruleId: RULE_CRASHED,
      messageId: 'crashed',
      category: 'internal',
      severity: 'error',
      message: `rule ${rule.id} crashed: ${reason}; its other findings are missing, please report this`,
      file: document?.file.path ?? '<stdin>',
      document: document?.index ?? 0,
      range: last?.at.range ?? { start, end: start },
      path: last?.at.path ?? '',
      resource: last === undefined ? null : this.resourceAt(last.at),
      related: [],
      url: ruleUrl(RULE_CRASHED),
    };
  }

  /** The innermost one around a place: an item of a List, not the List. */
  private resourceAt(at: Located<unknown>): FindingResource | null {
    const byPath = this.identitiesByPath(at.document);
    let { path } = at;
    do {
      path = path.slice(0, Math.max(path.lastIndexOf('.'), 0));
      const identity = byPath.get(path);
      if (identity !== undefined) return identity;
    } while (path !== '');
    return null;
  }

  /** Made for documents with findings only: a List may hold thousands of objects. */
  private identitiesByPath(document: Document): ReadonlyMap<string, FindingResource> {
    let byPath = this.byPath.get(document);
    if (byPath === undefined) {
      const resources = this.resourcesOf.get(document) ?? [];
      byPath = new Map(resources.map((it) => [it.path, identityOf(it)]));
      this.byPath.set(document, byPath);
    }
    return byPath;
  }

  /** Each once: equal ones are neighbours then. */
  sorted(): readonly Finding[] {
    return this.findings
      .sort(compareFindings)
      .filter((it, index, all) => index === 0 || compareFindings(all[index - 1] ?? it, it) !== 0);
  }
}

/** The order of a report: by file, place and rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message) ||
    a.range.end.line - b.range.end.line ||
    a.range.end.column - b.range.end.column
  );
}

function identityOf(resource: Resource): FindingResource {
  return {
    apiVersion: resource.apiVersion,
    kind: resource.kind,
    namespace: resource.namespace ?? null,
    name: resource.name.value,
  };
}

/** Most fixes change the very place that the finding is about. */
function toFindingFix(
  { title, safe, edits }: NonNullable<RuleReport['fix']>,
  { document, start, end }: Located<unknown>,
  range: SourceRange,
): FindingFix {
  const rangeOf = (at: Located<unknown>): SourceRange =>
    at.document === document && at.start === start && at.end === end ? range : at.range;
  return {
    title: joined(title),
    safe,
    edits: edits.map(({ at, text }) => ({
      file: at.document.file.path,
      range: rangeOf(at),
      text,
    })),
  };
}

/**
 * The same text in one piece. V8 keeps what is put together as a tree of its parts, five times the size,
 * until somebody asks for a character.
 */
function joined(text: string): string {
  text.charCodeAt(0);
  return text;
}

/** By code unit: the same order everywhere, whatever the locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
