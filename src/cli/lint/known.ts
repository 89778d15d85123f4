import type { Finding, SilencedFinding } from '../../engine/finding.ts';
import { reportInstead, type LintResult } from '../../engine/lint.ts';
import { severitiesOf } from '../../silence/options.ts';
import type { CommandIo } from '../io.ts';
import { parseBytes, type Sources } from '../sources.ts';
import { findIn } from './findings.ts';
import type { Settings } from './settings.ts';

/** Old findings by one account, and what is to be said of it on standard error. */
export interface Known {
  readonly by: 'baseline' | 'since';
  readonly reason: string;
  readonly old: readonly Finding[];
  readonly notices: readonly string[];
  readonly problems: readonly string[];
}

/** What is left to report. */
export interface Fresh extends Pick<Known, 'notices' | 'problems'> {
  readonly result: LintResult;
}

/** Sets aside what is known: recorded in a baseline, or there at another commit. */
export async function setKnownAside(
  result: LintResult,
  sources: Sources,
  settings: Settings,
  io: CommandIo,
): Promise<Fresh> {
  const { baseline, writeBaseline, since } = settings.known;
  const accounts: Known[] = [];
  if (baseline !== undefined || writeBaseline !== undefined) {
    const { askBaseline } = await import('./baseline.ts');
    const severityOf = severitiesOf(settings.rules, settings.lint);
    accounts.push(await askBaseline(result, { sources, settings, io, severityOf }));
  }
  if (since !== undefined) {
    const { askGit } = await import('./since.ts');
    accounts.push(await askGit(since, result, { sources, settings, io, findIn, parseBytes }));
  }
  const notices = accounts.flatMap((it) => it.notices);
  const problems = accounts.flatMap((it) => it.problems);
  return { result: without(result, accounts), notices, problems };
}

/** Each account has seen all findings: one that any of them knows is old. */
function without(result: LintResult, accounts: readonly Known[]): LintResult {
  const silenced = new Map<Finding, SilencedFinding>();
  for (const { by, reason, old } of accounts) {
    for (const finding of old) {
      if (!silenced.has(finding)) silenced.set(finding, { finding, by, reason, at: undefined });
    }
  }
  if (silenced.size === 0) return result;
  const fresh = result.findings.filter((it) => !silenced.has(it));
  return reportInstead(result, fresh, [...silenced.values()]);
}
