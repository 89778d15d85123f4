import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { lintFolder, SHARED } from './lint-folder.ts';

/** One real mistake: the manifests before and after the commit that mended it. */
interface BugCase {
  readonly id: string;
  readonly group: string;
  readonly file: string;
  /** `Service/cart`. */
  readonly resource: string;
  readonly also_acceptable_resources: readonly string[];
  readonly line_before: number;
  /** Who saw it when the commit was found: a rough analyser, the commit's message, its path. */
  readonly found_by: readonly string[];
}

const BUGS = path.join(SHARED, 'bugs');
/** A finding, or its other end, this near to the line of the mistake counts as well placed. */
const NEAR = 3;
/** What has been found before is not to be lost; `npm run corpus` prints the table. */
const FOUND_BEFORE = 77;

/** Why the others are not found. */
const MISSED: Readonly<Record<string, string>> = {
  'knative-serving-023a347':
    'the port is served, only not declared: an info, as for dozens of Services of the corpus that work',
  'kubernetes-examples-06a4c34':
    'a probe on an undeclared number: of 33 such probes in the corpus none is known to fail; what the image listens on is not in view',
  'kubernetes-ingress-nginx-cccd147':
    'the Service that is named may be anywhere; the one that was meant is two folders up, and has another name',
  'sighupio-fury-kubernetes-monitoring-67fe0fa':
    'an operator and patches are in view, which may make a Service of that name; looser, it is wrong about others',
  'vehagn-homelab-2c1e894':
    'the commonLabels of the kustomization put the missing labels there: what is applied works',
};

test.skipIf(!existsSync(BUGS))(
  'real mistakes are found, and no longer once they are mended (skipped where they are not beside the project)',
  async () => {
    const table = new Map<string, Row>();
    const missed: string[] = [];
    for (const bug of readBugs()) {
      const finding = await findBug(bug);
      if (finding === undefined) missed.push(bug.id);
      const isHard = !bug.found_by.includes('analyser');
      for (const title of [bug.group, ALL, ...(isHard ? [NOT_BY_ANALYSER] : [])]) {
        const row = table.get(title) ?? { all: 0, found: 0, placed: 0 };
        table.set(title, row);
        row.all++;
        if (finding === undefined) continue;
        row.found++;
        if (isNear(finding, bug)) row.placed++;
      }
    }
    console.log(print(table, missed));
    expect(table.get(ALL)?.found).toBeGreaterThanOrEqual(FOUND_BEFORE);
    expect(missed.filter((id) => MISSED[id] === undefined)).toEqual([]);
  },
  120_000,
);

interface Row {
  all: number;
  found: number;
  placed: number;
}

const ALL = 'in all';
const NOT_BY_ANALYSER = 'not by an analyser';

function print(table: ReadonlyMap<string, Row>, missed: readonly string[]): string {
  const summaries = [NOT_BY_ANALYSER, ALL];
  const titles = [...table.keys()].filter((title) => !summaries.includes(title)).sort();
  return [
    ...[...titles, ...summaries].map((title) => {
      const { all = 0, found = 0, placed = 0 } = table.get(title) ?? {};
      return `${title.padEnd(20)} ${found} of ${all} found, ${placed} well placed`;
    }),
    'missed:',
    ...missed.map((id) => `  ${id}: ${MISSED[id] ?? 'not explained'}`),
  ].join('\n');
}

function readBugs(): BugCase[] {
  return readdirSync(BUGS)
    .map((id) => path.join(BUGS, id, 'case.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as BugCase);
}

/** An error or a warning on the resource, or the other end, that is gone once it is mended. */
async function findBug(bug: BugCase): Promise<Finding | undefined> {
  const ends = new Set([bug.resource, ...bug.also_acceptable_resources]);
  const before = await lintFolder(path.join(BUGS, bug.id, 'before'));
  const after = await lintFolder(path.join(BUGS, bug.id, 'after'));
  const left = new Set(after.findings.map(describe));
  const candidates = before.findings.filter(
    (finding) =>
      finding.severity !== 'info' && ends.has(nameOf(finding)) && !left.has(describe(finding)),
  );
  return candidates.find((finding) => isNear(finding, bug)) ?? candidates[0];
}

/** As the cases write it: an object without a name is called that. */
function nameOf({ resource }: Finding): string {
  return resource === null ? '' : `${resource.kind}/${resource.name || '(unnamed)'}`;
}

function describe(finding: Finding): string {
  return `${finding.ruleId} ${nameOf(finding)} ${finding.message}`;
}

function isNear({ file, range, related }: Finding, bug: BugCase): boolean {
  return [{ file, range }, ...related].some(
    (place) =>
      place.file === bug.file && Math.abs(place.range.start.line - bug.line_before) <= NEAR,
  );
}
