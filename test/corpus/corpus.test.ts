import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { countByRule, lintFolder, SHARED } from './lint-folder.ts';
import { compareWithSample, drawSample, placeOf, type Place } from './sample.ts';

const REPOSITORIES = path.join(SHARED, 'corpus/open');
const CHAPTERS = path.join(SHARED, 'corpus/kiamol');
const MINUTES = 60_000;
const { DRAW_SAMPLE } = process.env;

test.skipIf(!existsSync(REPOSITORIES))(
  'no repository makes a rule crash (skipped where the corpus is not beside the project)',
  async () => {
    const findings: Finding[] = [];
    const places: Place[] = [];
    let resources = 0;
    for (const folder of foldersOf(REPOSITORIES)) {
      const result = await lintFolder(folder);
      expect(result.crashed, folder).toBe(false);
      findings.push(...result.findings);
      places.push(...result.findings.map((it) => placeOf(path.basename(folder), it)));
      resources += result.summary.resources;
    }
    // Drawing anew discards what was judged: it is asked for.
    if (DRAW_SAMPLE !== undefined) drawSample(places);
    console.log(`${resources} resources\n${countByRule(findings)}\n${compareWithSample(places)}`);
  },
  10 * MINUTES,
);

test.skipIf(!existsSync(CHAPTERS))(
  'no chapter makes a rule crash (skipped where the corpus is not beside the project)',
  async () => {
    const findings: Finding[] = [];
    for (const folder of foldersOf(CHAPTERS)) {
      const result = await lintFolder(folder);
      expect(result.crashed, folder).toBe(false);
      findings.push(...result.findings);
    }
    console.log(countByRule(findings));
  },
  MINUTES,
);

function foldersOf(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(directory, entry.name));
}
