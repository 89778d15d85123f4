import { rules } from '../../../rules/index.ts';
import type { Arguments, Command } from '../command.ts';
import type { CommandIo } from '../io.ts';
import { conclude } from '../lint/conclude.ts';
import { findIn } from '../lint/findings.ts';
import { setKnownAside } from '../lint/known.ts';
import { LINT_OPTIONS } from '../lint/options.ts';
import { writeOutputs } from '../lint/outputs.ts';
import { readSettings, type Settings } from '../lint/settings.ts';
import { Progress } from '../progress.ts';
import { loadSources, type Sources } from '../sources.ts';

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
  const settings = readSettings(args);
  const sources = await readSources(settings, io);
  const found = await findIn(sources, rules, settings);
  const { result, ...said } = await setKnownAside(found, sources, rules, settings, io);
  const written = await writeOutputs(result, sources, rules, settings, io);
  return conclude(result, sources, [said, written], settings, io);
}

async function readSources(settings: Settings, io: CommandIo): Promise<Sources> {
  const progress = new Progress(io, settings.isQuiet);
  return loadSources(settings.paths, {
    cwd: io.cwd,
    stdin: io.stdin,
    maxDocumentBytes: settings.maxDocumentBytes,
    leaveOut: ownFiles(settings),
    onFile: (done, total) => {
      progress.show(done, total);
    },
  });
}

/** What this run reads or writes beside manifests, though it may lie among them. */
function ownFiles({ targets, known }: Settings): string[] {
  const files = [...targets.map(({ file }) => file), known.baseline, known.writeBaseline];
  return files.flatMap((file) => file ?? []);
}
