import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../src/engine/finding.ts';

/** A finding of the corpus, by where it stands: its words are other people's, and are not kept. */
export interface Place {
  /** `owner+repository/path:line`. */
  readonly place: string;
  readonly rule: string;
  readonly stratum: Stratum;
}

/**
 * What is drawn from separately. Old versions are most of what is reported, and right by definition:
 * drawn from with the others, they would leave little else to read.
 */
type Stratum = 'error' | 'warning' | 'warning: old version';

const SIZES: Readonly<Record<Stratum, number>> = {
  error: 45,
  warning: 85,
  'warning: old version': 20,
};

const SEED = 20_261_124;
const FILE = path.join(import.meta.dirname, 'sample.md');

export function placeOf(repository: string, { file, range, ruleId, severity }: Finding): Place {
  const isOld = ruleId === 'api-version-removed';
  return {
    place: `${repository}/${file}:${range.start.line}`,
    rule: ruleId,
    stratum: severity === 'error' ? 'error' : isOld ? 'warning: old version' : 'warning',
  };
}

/** Writes the list of what is to be judged; its last two columns are filled in by hand. */
export function drawSample(places: readonly Place[]): void {
  const random = generator(SEED);
  const sorted = [...places].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const rows = Object.entries(SIZES).flatMap(([stratum, size]) => {
    const all = sorted.filter((it) => it.stratum === stratum);
    return shuffle(all, random).slice(0, size);
  });
  const lines = rows.map(
    ({ stratum, rule, place }) => `| ${stratum} | ${rule} | \`${place}\` |  |  |`,
  );
  const head = '| stratum | rule | place | verdict | why |\n| --- | --- | --- | --- | --- |';
  writeFileSync(FILE, `${head}\n${lines.join('\n')}\n`);
}

/** mulberry32: the same numbers everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<T>(things: readonly T[], random: () => number): T[] {
  return things
    .map((thing) => ({ thing, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ thing }) => thing);
}

interface Judged extends Place {
  readonly verdict: string;
}

/** What has become of the findings that were judged, and how many have come since. */
export function compareWithSample(places: readonly Place[]): string {
  const judged = readSample();
  const now = new Set(places.map(keyOf));
  const lines = Object.keys(SIZES).map((stratum) => {
    const rows = judged.filter((it) => it.stratum === stratum);
    const still = rows.filter((it) => now.has(keyOf(it)));
    const right = still.filter(({ verdict }) => verdict === 'right').length;
    const wrong = still.filter(({ verdict }) => verdict === 'wrong').length;
    const all = places.filter((it) => it.stratum === stratum).length;
    return `${stratum}: ${all} now; of ${rows.length} judged ${still.length} are still reported (${right} right, ${wrong} wrong), ${rows.length - still.length} are gone`;
  });
  const gone = judged.filter((it) => !now.has(keyOf(it)));
  const known = new Set(judged.map(({ rule }) => rule));
  const fresh = places.filter(({ rule }) => !known.has(rule));
  return [
    ...lines,
    ...gone.map(({ rule, place, verdict }) => `gone: ${rule} ${place} (${verdict})`),
    ...fresh.map(({ rule, place }) => `of a rule that was not judged: ${rule} ${place}`),
  ].join('\n');
}

function readSample(): readonly Judged[] {
  if (!existsSync(FILE)) return [];
  const rows = readFileSync(FILE, 'utf8')
    .split('\n')
    .map((line) => line.split('|'));
  return rows.flatMap(([, stratum = '', rule = '', place = '', verdict = '']) =>
    stratum.trim() in SIZES
      ? {
          stratum: stratum.trim() as Stratum,
          rule: rule.trim(),
          place: place.trim().replaceAll('`', ''),
          verdict: verdict.trim(),
        }
      : [],
  );
}

function keyOf({ place, rule }: Place): string {
  return `${place} ${rule}`;
}
