import { buildGraph, type Graph, type WorldOptions } from '../graph/index.ts';
import { readModel, type Model, type Resource } from '../model/index.ts';
import { parseManifest, type Document, type Located } from '../parse/index.ts';
import { SEVERITIES, type Rule, type RuleReport, type Severity } from '../rule/index.ts';
import { SourceFile } from '../source/source-file.ts';
import {
  ruleUrl,
  type Finding,
  type FindingFix,
  type FindingResource,
  type RelatedPlace,
  type SilencedFinding,
} from './finding.ts';

export interface LintOptions extends WorldOptions {
  /** The namespace of objects that state none. */
  readonly namespace?: string | undefined;
  /** Findings below this are not made. */
  readonly minSeverity: Severity;
}

export const DEFAULT_LINT_OPTIONS: LintOptions = {
  world: 'open',
  nodes: undefined,
  minSeverity: 'warning',
};

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
  const model = readModel(documents, { namespace: options.namespace });
  const graph = buildGraph(model, options);
  const collector = new FindingCollector(model, options);
  for (const rule of rules) {
    if (rankOf(severityOf(rule, options)) >= rankOf(options.minSeverity)) {
      collector.run(rule, graph);
    }
  }
  const findings = collector.sorted();
  return {
    findings,
    silenced: [],
    summary: {
      files: fileCount,
      documents: documents.length,
      resources: model.resources.length,
      ...countBySeverity(findings),
    },
    filesWithoutResources: fileCount - new Set(model.resources.map(({ file }) => file.path)).size,
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

/** Higher is worse. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.length - SEVERITIES.indexOf(severity);
}

/** A rule's severity in this run: its own, or the raised one. */
export function severityOf(rule: Rule, options: LintOptions): Severity {
  if (rule.raised === undefined) return rule.severity;
  const applies =
    rule.raised.by === 'world-closed'
      ? options.world === 'closed'
      : options.kubernetesVersion !== undefined;
  return applies ? rule.raised.to : rule.severity;
}

class FindingCollector {
  private readonly findings: Finding[] = [];
  private readonly resourcesOf = new Map<Document, Resource[]>();
  crashed = false;

  constructor(
    private readonly model: Model,
    private readonly options: LintOptions,
  ) {
    for (const resource of model.resources) {
      const list = this.resourcesOf.get(resource.document);
      if (list === undefined) this.resourcesOf.set(resource.document, [resource]);
      else list.push(resource);
    }
  }

  /** A rule that throws becomes a finding; the other rules go on. */
  run(rule: Rule, graph: Graph): void {
    const severity = severityOf(rule, this.options);
    let last: RuleReport | undefined;
    try {
      rule.run(graph, (report) => {
        last = report;
        this.findings.push(this.toFinding(rule, severity, report));
      });
    } catch (error) {
      this.crashed = true;
      this.findings.push(this.crashFinding(rule, error, last));
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

  private crashFinding(rule: Rule, error: unknown, last: RuleReport | undefined): Finding {
    const document = last?.at.document ?? this.model.documents[0];
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

  private resourceAt(at: Located<unknown>): FindingResource | null {
    let best: Resource | undefined;
    for (const resource of this.resourcesOf.get(at.document) ?? []) {
      const inside = resource.path === '' || at.path.startsWith(`${resource.path}.`);
      if (inside && (best === undefined || resource.path.length > best.path.length)) {
        best = resource;
      }
    }
    return best === undefined ? null : identityOf(best);
  }

  sorted(): readonly Finding[] {
    const byPlace = (a: Finding, b: Finding): number =>
      compareText(a.file, b.file) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.column - b.range.start.column ||
      compareText(a.ruleId, b.ruleId) ||
      compareText(a.message, b.message);
    const seen = new Set<string>();
    return this.findings.sort(byPlace).filter((finding) => {
      const { start, end } = finding.range;
      const key = `${finding.file}\n${start.line}:${start.column}-${end.line}:${end.column}\n${finding.ruleId}\n${finding.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }
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
