import { rankOf, type LintResult } from '../../engine/lint.ts';
import { commands } from '../commands/index.ts';
import { EXIT } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { nearestName } from '../../config/nearest-name.ts';
import type { Sources } from '../sources.ts';
import type { Written } from './outputs.ts';
import type { Settings } from './settings.ts';

/** Says on standard error what there is to say, the steps before included, and decides the exit code. */
export async function conclude(
  result: LintResult,
  sources: Sources,
  said: readonly Pick<Written, 'problems' | 'notices'>[],
  settings: Settings,
  io: CommandIo,
): Promise<number> {
  const { findings, summary, crashed } = result;
  const problems = sources.problems.map((problem) => problem + meantCommand(problem, settings));
  const isEmpty = summary.resources === 0 && findings.length === 0;
  if (isEmpty && problems.length === 0 && !settings.allowsEmpty) {
    problems.push(describeEmptiness(sources));
  }
  problems.push(...said.flatMap((it) => it.problems));
  if (!settings.isQuiet || problems.length > 0) {
    const { oneLine } = await import('../../report/one-line.ts');
    const { summarize } = await import('../../report/summary.ts');
    const notices = settings.isQuiet
      ? []
      : [...settings.notices, ...sources.notices, ...said.flatMap((it) => it.notices)];
    for (const line of [...notices, ...problems])
      io.stderr.write(`k8s-svc-lint: ${oneLine(line)}\n`);
    // Where nothing was read, "no findings" would sound like praise.
    const wasRead = summary.files > 0;
    if (!settings.isQuiet && wasRead) io.stderr.write(`${summarize(result)}\n`);
  }
  if (problems.length > 0 || crashed || sources.hasUnreadDocuments) return EXIT.failed;
  const { failOn } = settings;
  const fails =
    failOn !== 'never' && findings.some(({ severity }) => rankOf(severity) >= rankOf(failOn));
  return fails ? EXIT.findings : EXIT.clean;
}

function describeEmptiness(sources: Sources): string {
  const { fileCount } = sources;
  const files = fileCount === 1 ? '1 file' : `${fileCount} files`;
  return `no Kubernetes object found in ${files}; ${hintAt(sources)}`;
}

function hintAt({ documents, fileCount }: Sources): string {
  if (documents.some(({ isTemplate }) => isTemplate)) {
    return 'there are templates: render them first, as in `helm template ./chart | k8s-svc-lint -`';
  }
  const relief = '--allow-empty if that is as it should be';
  return fileCount === 0 ? `--debug-files says why, ${relief}` : relief;
}

/** A command's name behind an option, or misspelt, is taken for a path. */
function meantCommand(problem: string, { paths }: Settings): string {
  const [first] = paths;
  if (first === undefined || !problem.startsWith(`${first}: no such`)) return '';
  const name = nearestName(first, Object.keys(commands));
  return name === undefined ? '' : `; did you mean the command "k8s-svc-lint ${name}"?`;
}
