import type {
  ArtifactLocation,
  Fix,
  Location,
  Log,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
} from 'sarif';
import type { Finding, FindingFix, RelatedPlace } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import type { Rule, Severity } from '../rule/index.ts';
import type { SourceRange } from '../source/range.ts';
import { toJson } from './json-text.ts';
import { oneLine } from './one-line.ts';
import type { ReportContext } from './report.ts';
import { encodePath } from './well-formed.ts';
import { worstFirst } from './worst-first.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;
const PROBLEM_SEVERITIES = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
} as const;

/** GitHub refuses a run of more. */
export const MOST_RESULTS = 25_000;
/** Of those it keeps so many. */
export const MOST_SHOWN = 5_000;
/** GitHub cuts descriptions and titles here. */
const LONGEST_DESCRIPTION = 1024;

const FINGERPRINT = 'k8sSvcLint/v1';

/** SARIF 2.1.0 as GitHub code scanning takes it. */
export function* renderSarif(result: LintResult, context: ReportContext): Generator<string> {
  const findings = keepWorst(result.findings, context);
  // All rules, so that a clean run says what it looked for.
  const ids = [...context.rules.map(({ id }) => id), ...findings.map(({ ruleId }) => ruleId)];
  const ruleIds = [...new Set(ids)].sort();
  const indexOf = new Map(ruleIds.map((id, index) => [id, index]));
  const descriptors = ruleIds.map((id) => describeRule(id, findings, context));
  const fingerprints = context.fingerprints();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: context.tool.name,
            semanticVersion: context.tool.version,
            informationUri: context.tool.url,
            rules: descriptors,
          },
        },
        automationDetails: { id: `${context.tool.name}/` },
        columnKind: 'utf16CodeUnits',
        results: [],
      },
    ],
  };
  const [head = '', tail = ''] = toJson(log).split('"results":[]');
  yield `${head}"results":[`;
  let separator = '\n';
  for (const finding of findings) {
    const ruleIndex = indexOf.get(finding.ruleId) ?? -1;
    yield separator + toJson(toResult(finding, ruleIndex, fingerprints.of(finding), context));
    separator = ',\n';
  }
  yield `${findings.length === 0 ? '' : '\n'}]${tail}\n`;
}

/** As they are where GitHub keeps them all. */
function keepWorst(findings: readonly Finding[], { notify }: ReportContext): readonly Finding[] {
  if (findings.length <= MOST_SHOWN) return findings;
  if (findings.length > MOST_RESULTS) {
    const more = findings.length - MOST_RESULTS;
    notify(
      `SARIF leaves out ${more} of ${findings.length} findings, the least severe: GitHub takes no more than ${MOST_RESULTS}`,
    );
  }
  return worstFirst(findings).slice(0, MOST_RESULTS);
}

function describeRule(
  id: string,
  findings: readonly Finding[],
  context: ReportContext,
): ReportingDescriptor {
  const rule = context.rules.find((it) => it.id === id);
  const finding = findings.find((it) => it.ruleId === id);
  const title = rule?.title ?? 'A rule of k8s-svc-lint crashed';
  const severity: Severity = rule?.severity ?? finding?.severity ?? 'error';
  const url = context.ruleUrl(id);
  const help = context.helpOf(id);
  return {
    id,
    // A name must be more than the id in another case.
    name: pascalCase(id.includes('-') ? id : `${id}-problem`),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: describe(rule, title).slice(0, LONGEST_DESCRIPTION) },
    help: {
      text: `${title}. See ${url}`,
      ...(help === undefined ? {} : { markdown: help }),
    },
    helpUri: url,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['kubernetes', 'networking', ...(rule === undefined ? [] : [rule.category])],
      precision: rule?.assumes === 'whole-namespace' ? 'medium' : 'very-high',
      'problem.severity': PROBLEM_SEVERITIES[severity],
    },
  };
}

function describe(rule: Rule | undefined, title: string): string {
  if (rule?.assumes !== 'whole-namespace') return `${title}.`;
  return `${title}. This assumes that everything in the namespace is in view.`;
}

function toResult(
  finding: Finding,
  ruleIndex: number,
  fingerprint: string,
  context: ReportContext,
): Result {
  const { ruleId, severity, message, range, resource, path, related, fix } = finding;
  return {
    ruleId,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: messageWithLinks(message, related) },
    locations: [
      {
        physicalLocation: {
          ...physical(finding.file, range, context),
          ...surroundings(finding.file, range, context),
        },
        ...(resource === null
          ? {}
          : {
              logicalLocations: [
                {
                  name: resource.name,
                  fullyQualifiedName: [resource.namespace, resource.kind, resource.name, path]
                    .filter((it) => it !== null && it !== '')
                    .join('/'),
                  kind: 'object',
                },
              ],
            }),
      },
    ],
    ...(related.length === 0 ? {} : { relatedLocations: relatedLocations(related, context) }),
    ...(fix === undefined ? {} : { fixes: [toSarifFix(fix, context)] }),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
  };
}

/** GitHub shows related locations where the message links to them: `[text](id)`. */
function messageWithLinks(message: string, related: readonly RelatedPlace[]): string {
  const links = related.map((it, index) => `[${escapeLink(it.message)}](${index + 1})`);
  const text = escapeLink(message);
  return links.length === 0 ? `${text}.` : `${text} (${links.join('; ')}).`;
}

/** Brackets are links in a SARIF message. */
function escapeLink(text: string): string {
  return oneLine(text).replace(/[\\[\]]/g, '\\$&');
}

function relatedLocations(related: readonly RelatedPlace[], context: ReportContext): Location[] {
  return related.map((it, index) => ({
    id: index + 1,
    physicalLocation: physical(it.file, it.range, context),
    message: { text: escapeLink(it.message) },
  }));
}

function toSarifFix({ title, edits }: FindingFix, context: ReportContext): Fix {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: `${oneLine(title)}.` },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file, context),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range, text }) => ({
          deletedRegion: region(range),
          insertedContent: { text },
        })),
    })),
  };
}

function physical(file: string, range: SourceRange, context: ReportContext): PhysicalLocation {
  return { artifactLocation: artifact(file, context), region: region(range) };
}

/** A minified file has the whole of itself around any place. */
const LONGEST_SNIPPET = 4000;

/** The text of the place, and the lines around it. */
function surroundings(
  file: string,
  range: SourceRange,
  { lineText }: ReportContext,
): Partial<PhysicalLocation> {
  const { start, end } = range;
  const linesOf = (first: number, last: number): string[] =>
    Array.from({ length: last - first + 1 }, (_, index) => lineText(file, first + index) ?? '');
  const lines = linesOf(start.line, Math.min(end.line, start.line + 20));
  const last = lines.pop() ?? '';
  const text = [...lines, last.slice(0, end.column - 1)].join('\n').slice(start.column - 1);
  const firstLine = Math.max(1, start.line - 1);
  const lastLine = lineText(file, end.line + 1) === undefined ? end.line : end.line + 1;
  const around = linesOf(firstLine, lastLine).join('\n');
  const isMore = firstLine < start.line || lastLine > end.line;
  return {
    region: {
      ...region(range),
      ...(text === '' || text.length > LONGEST_SNIPPET ? {} : { snippet: { text } }),
    },
    ...(isMore && around.length <= LONGEST_SNIPPET
      ? {
          contextRegion: { startLine: firstLine, endLine: lastLine, snippet: { text: around } },
        }
      : {}),
  };
}

/** Relative to the repository's root; GitHub takes no `./`, no `\`, and nothing that is not encoded. */
function artifact(file: string, { repositoryPath }: ReportContext): ArtifactLocation {
  return { uri: encodePath(repositoryPath(file)) };
}

function region({ start, end }: SourceRange): Region {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
