import { rules } from '../../../rules/index.ts';
import { lintDocuments } from '../../engine/lint.ts';
import type { Arguments, Command } from '../command.ts';
import type { CommandIo } from '../io.ts';
import { conclude } from '../lint/conclude.ts';
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

/** Settings → sources → findings → outputs → conclusion: each step is a file of `../lint/`. */
async function lintPaths(args: Arguments, io: CommandIo): Promise<number> {
  const settings = readSettings(args);
  const sources = await readSources(settings, io);
  const result = lintDocuments(sources.documents, sources.fileCount, rules, settings.lint);
  const written = await writeOutputs(result, sources, rules, settings, io);
  return conclude(result, sources, written, settings, io);
}

async function readSources(settings: Settings, io: CommandIo): Promise<Sources> {
  const progress = new Progress(io, settings.isQuiet);
  return loadSources(settings.paths, {
    cwd: io.cwd,
    stdin: io.stdin,
    maxDocumentBytes: settings.maxDocumentBytes,
    leaveOut: settings.targets.flatMap(({ file }) => file ?? []),
    onFile: (done, total) => {
      progress.show(done, total);
    },
  });
}
