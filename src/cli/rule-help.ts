import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the bundled command, and beside the sources. */
const PLACES = [join(import.meta.dirname, 'rules'), join(import.meta.dirname, '../../rules')];

/** The README of a rule; undefined where there is none. */
export function readRuleHelp(ruleId: string): string | undefined {
  const file = PLACES.map((place) => join(place, ruleId, 'README.md')).find((it) => existsSync(it));
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}
