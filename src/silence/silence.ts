import { RULE_CRASHED, type Finding, type SilencedFinding } from '../engine/finding.ts';
import type { Document } from '../parse/index.ts';
import { readAnnotations, type ObjectReader } from './annotation.ts';
import { readComments } from './comment.ts';
import { Complaints, type ComplaintOptions } from './complaints.ts';
import { readConfigured, type ConfiguredSuppression } from './configured.ts';
import { ANYWHERE, keysOfEnd } from './keys.ts';
import type { End, Suppression, SuppressionProblem, Suppressions } from './suppression.ts';

export interface SilenceOptions extends ComplaintOptions {
  /** Whether comments and annotations are heeded. */
  readonly isInline: boolean;
  /** The day of the run, `YYYY-MM-DD`. */
  readonly today: string;
  readonly configured: readonly ConfiguredSuppression[];
  readonly reader: ObjectReader;
}

export interface Silence {
  /** What is to be reported, complaints about suppressions included; not sorted. */
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
}

/**
 * Sets aside what comments, annotations and the configuration silence, and says which of these are
 * misspelt, in vain or past their day. `documents` are those that hold the marker.
 */
export function silence(
  findings: readonly Finding[],
  documents: readonly Document[],
  options: SilenceOptions,
): Silence {
  const { suppressions, problems } = readAll(documents, options);
  const index = indexByKey(suppressions);
  const used = new Set<Suppression>();
  const expired = new Set<Suppression>();
  const reported: Finding[] = [];
  const silenced: SilencedFinding[] = [];
  for (const finding of findings) {
    let by: Suppression | undefined;
    for (const it of covering(finding, endsOf(finding), index)) {
      const holds = it.until === undefined || it.until >= options.today;
      (holds ? used : expired).add(it);
      if (holds) by ??= it;
    }
    if (by === undefined) reported.push(finding);
    else silenced.push({ finding, by: by.by, reason: by.reason, at: by.at });
  }
  const complaints = new Complaints(findings, options);
  return {
    findings: [...reported, ...complaints.about({ suppressions, problems, used, expired })],
    silenced,
  };
}

function readAll(documents: readonly Document[], options: SilenceOptions): Suppressions {
  const suppressions: Suppression[] = [];
  const problems: SuppressionProblem[] = [];
  for (const file of options.isInline ? groupByFile(documents) : []) {
    for (const document of file) {
      for (const read of [
        readComments(document, file),
        readAnnotations(document, options.reader),
      ]) {
        suppressions.push(...read.suppressions);
        problems.push(...read.problems);
      }
    }
  }
  suppressions.push(...readConfigured(options.configured));
  return { suppressions, problems };
}

function groupByFile(documents: readonly Document[]): Iterable<readonly Document[]> {
  const files = new Map<string, Document[]>();
  for (const document of documents) {
    const file = files.get(document.file.path);
    if (file === undefined) files.set(document.file.path, [document]);
    else file.push(document);
  }
  return files.values();
}

/** Suppressions by rule and key. */
type Index = ReadonlyMap<string, readonly Suppression[]>;

function indexByKey(suppressions: readonly Suppression[]): Index {
  const index = new Map<string, Suppression[]>();
  for (const suppression of suppressions) {
    for (const key of suppression.keys) {
      const entry = `${suppression.rule}\n${key}`;
      const list = index.get(entry);
      if (list === undefined) index.set(entry, [suppression]);
      else list.push(suppression);
    }
  }
  return index;
}

/** Those that cover an end of the finding, the nearest first. */
function covering({ ruleId }: Finding, ends: readonly End[], index: Index): Set<Suppression> {
  const found = new Set<Suppression>();
  // A rule that crashed did not do its job, whatever somebody thinks of its findings.
  if (ruleId === RULE_CRASHED) return found;
  for (const key of [...ends.flatMap(keysOfEnd), ANYWHERE]) {
    for (const it of index.get(`${ruleId}\n${key}`) ?? []) if (ends.some(it.covers)) found.add(it);
  }
  return found;
}

/** Where a finding is reported, and the other ends of what it says is broken. */
function endsOf({ file, range, resource, related }: Finding): End[] {
  const places = [{ file, range, resource }, ...related];
  return places.map((it) => ({
    file: it.file,
    line: it.range.start.line,
    resource: it.resource,
  }));
}
