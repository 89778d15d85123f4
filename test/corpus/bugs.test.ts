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
}

const BUGS = path.join(SHARED, 'bugs');
/** A finding, or its other end, this near to the line of the mistake counts as well placed. */
const NEAR = 3;
/** What has been found before is not to be lost; `npm run corpus` prints the table. */
const FOUND_BEFORE = 40;

test.skipIf(!existsSync(BUGS))(
  'real mistakes are found, and no longer once they are mended (skipped where they are not beside the project)',
  async () => {
    const groups = new Map<string, { all: number; found: number; placed: number }>();
    const missed: string[] = [];
    for (const bug of readBugs()) {
      const row = groups.get(bug.group) ?? { all: 0, found: 0, placed: 0 };
      groups.set(bug.group, row);
      const finding = await findBug(bug);
      row.all++;
      if (finding === undefined) missed.push(`${bug.group} ${bug.id}`);
      else {
        row.found++;
        if (isNear(finding, bug)) row.placed++;
      }
    }
    const table = [...groups].map(
      ([group, { all, found, placed }]) =>
        `${group.padEnd(20)} ${found} of ${all} found, ${placed} well placed`,
    );
    const found = [...groups.values()].reduce((sum, row) => sum + row.found, 0);
    console.log([...table, `${found} in all; missed:`, ...missed].join('\n'));
    expect(found).toBeGreaterThanOrEqual(FOUND_BEFORE);
  },
  120_000,
);

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

function nameOf({ resource }: Finding): string {
  return resource === null ? '' : `${resource.kind}/${resource.name}`;
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
