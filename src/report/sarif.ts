import type {
  ArtifactLocation,
  Fix,
  Location,
  Log,
  PhysicalLocation,
  Region,
  Result,
  Suppression,
} from 'sarif';
import type { Finding, FindingFix, RelatedPlace, SilencedFinding } from '../engine/finding.ts';
import type { LintResult } from '../engine/lint.ts';
import type { SourceRange } from '../source/range.ts';
import { jsonArray, toJson } from './json-text.ts';
import { oneLine } from './one-line.ts';
import type { ReportContext } from './report.ts';
import { describeRule, LEVELS } from './sarif-rule.ts';
import { encodePath } from './well-formed.ts';
import { worstFirst } from './worst-first.ts';

/** GitHub refuses a run of more. */
export const MOST_RESULTS = 25_000;
/** Of those it keeps so many. */
export const MOST_SHOWN = 5_000;
const FINGERPRINT = 'k8sSvcLint/v1';

/** SARIF 2.1.0 as GitHub code scanning takes it. */
export function* renderSarif(result: LintResult, context: ReportContext): Generator<string> {
  const findings = keepWorst(result.findings, context);
  // GitHub shows as open what is marked as suppressed, so that is for other readers.
  const silenced = context.showsSilenced ? result.silenced : [];
  // All rules, so that a clean run says what it looked for.
  const ids = new Set(context.rules.map(({ id }) => id));
  for (const { ruleId } of findings) ids.add(ruleId);
  for (const { finding } of silenced) ids.add(finding.ruleId);
  const ruleIds = [...ids].sort();
  const toResult = resultMaker(ruleIds, context);
  const [head = '', tail = ''] = toJson(describeRun(ruleIds, context)).split('"results":[]');
  yield `${head}"results":`;
  yield* jsonArray(allOf(findings, silenced), toResult);
  yield `${tail}\n`;
}

interface Reported {
  readonly finding: Finding;
  readonly silenced?: SilencedFinding;
}

function* allOf(
  findings: readonly Finding[],
  silenced: readonly SilencedFinding[],
): Generator<Reported> {
  for (const finding of findings) yield { finding };
  for (const it of silenced) yield { finding: it.finding, silenced: it };
}

function resultMaker(
  ruleIds: readonly string[],
  context: ReportContext,
): (reported: Reported) => Result {
  const indexOf = new Map(ruleIds.map((id, index) => [id, index]));
  const fingerprints = context.fingerprints();
  return ({ finding, silenced }) => ({
    ...toResult(finding, context),
    ruleIndex: indexOf.get(finding.ruleId) ?? -1,
    partialFingerprints: { [FINGERPRINT]: fingerprints.of(finding) },
    ...(silenced === undefined ? {} : { suppressions: [toSuppression(silenced, context)] }),
  });
}

/** The log without its results. */
function describeRun(ruleIds: readonly string[], context: ReportContext): Log {
  const { name, version, url } = context.tool;
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name,
            semanticVersion: version,
            informationUri: url,
            rules: ruleIds.map((id) => describeRule(id, context)),
          },
        },
        automationDetails: { id: `${name}/` },
        columnKind: 'utf16CodeUnits',
        results: [],
      },
    ],
  };
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

function toResult(finding: Finding, context: ReportContext): Result {
  const { ruleId, severity, message, range, resource, path, related, fix } = finding;
  return {
    ruleId,
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
  };
}

function toSuppression({ by, reason, at }: SilencedFinding, context: ReportContext): Suppression {
  return {
    kind: by === 'comment' || by === 'annotation' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason === undefined ? {} : { justification: oneLine(reason) }),
    ...(at === undefined
      ? {}
      : { location: { physicalLocation: physical(at.file, at.range, context) } }),
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
