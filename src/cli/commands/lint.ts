import type { Arguments, Command } from '../command.ts';
import type { CommandIo } from '../io.ts';
import { conclude } from '../lint/conclude.ts';
import { findIn } from '../lint/findings.ts';
import { setKnownAside } from '../lint/known.ts';
import { LINT_OPTIONS } from '../lint/options.ts';
import { writeOutputs } from '../lint/outputs.ts';
import { readSources } from '../lint/reading.ts';
import { readSettings } from '../lint/settings.ts';

const EXIT_CODES = `Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the job could not be done: no Kubernetes object, an unreadable path, a wrong option`;

export const command: Command = {
  name: '',
  summary:
    'Says which Services in Kubernetes manifests will not work, where, why, and what to write.',
  positionals: '[paths...]',
  options: LINT_OPTIONS,
  more: `Paths are files, folders, globs, or - for standard input.\n\n${EXIT_CODES}`,
  run: lintPaths,
};

/** Settings → sources → findings → what is new → outputs → conclusion: steps of `../lint/`. */
async function lintPaths(args: Arguments, io: CommandIo): Promise<number> {
  const settings = await readSettings(args, io);
  const sources = await readSources(settings, io);
  const found = await findIn(sources, settings);
  const { result, ...said } = await setKnownAside(found, sources, settings, io);
  const written = await writeOutputs(result, sources, settings.rules, settings, io);
  return conclude(result, sources, [said, written], settings, io);
}
