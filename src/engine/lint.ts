import { buildGraph, type Graph } from '../graph/index.ts';
import { readModel, type Model, type Resource } from '../model/index.ts';
import { parseManifest, type Document, type Located } from '../parse/index.ts';
import type { Rule, RuleReport, Severity } from '../rule/index.ts';
import { SourceFile } from '../source/source-file.ts';
import { deploymentSets } from './deployment-set.ts';
import {
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

export const RULE_CRASHED = 'rule-crashed';

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
  private readonly byPath = new Map<Document, ReadonlyMap<string, Resource>>();
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
    try {
      rule.run(graph, (report) => {
        last = report;
        const { document } = report.at;
        const shown = this.isContext(document) ? undefined : severity.in(document.file.path);
        if (shown !== undefined) this.findings.push(this.toFinding(rule, shown, report));
      });
    } catch (error) {
      this.crashed = true;
      this.findings.push(this.crashFinding(rule, error, last, graph.documents[0]));
    }
  }

  private toFinding(rule: Rule, severity: Severity, report: RuleReport): Finding {
    const { at, fix } = report;
    return {
      ruleId: rule.id,
      messageId: report.messageId,
      category: rule.category,
      severity,
      message: report.message,
      file: at.document.file.path,
      document: at.document.index,
      range: at.range,
      path: at.path,
      resource: this.resourceAt(at),
      related: (report.related ?? []).map((related): RelatedPlace => ({
        message: related.message,
        file: related.at.document.file.path,
        range: related.at.range,
        resource: this.resourceAt(related.at),
      })),
      ...(fix === undefined ? {} : { fix: toFindingFix(fix) }),
      url: ruleUrl(rule.id),
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
    const byPath = this.resourcesByPath(at.document);
    let { path } = at;
    do {
      path = path.slice(0, Math.max(path.lastIndexOf('.'), 0));
      const resource = byPath.get(path);
      if (resource !== undefined) return identityOf(resource);
    } while (path !== '');
    return null;
  }

  /** Made for documents with findings only: a List may hold thousands of objects. */
  private resourcesByPath(document: Document): ReadonlyMap<string, Resource> {
    let byPath = this.byPath.get(document);
    if (byPath === undefined) {
      byPath = new Map((this.resourcesOf.get(document) ?? []).map((it) => [it.path, it]));
      this.byPath.set(document, byPath);
    }
    return byPath;
  }

  sorted(): readonly Finding[] {
    const seen = new Set<string>();
    return this.findings.sort(compareFindings).filter((finding) => {
      const { start, end } = finding.range;
      const key = `${finding.file}\n${start.line}:${start.column}-${end.line}:${end.column}\n${finding.ruleId}\n${finding.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }
}

/** The order of a report: by file, place and rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message)
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

function toFindingFix(fix: NonNullable<RuleReport['fix']>): FindingFix {
  return {
    title: fix.title,
    safe: fix.safe,
    edits: fix.edits.map(({ at, text }) => ({
      file: at.document.file.path,
      range: at.range,
      text,
    })),
  };
}

/** By code unit: the same order everywhere, whatever the locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
