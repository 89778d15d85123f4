import { rules } from '../../../rules/index.ts';
import { lintDocuments, rankOf, type LintOptions, type LintResult } from '../../engine/lint.ts';
import {
  loadReporter,
  REPORT_FORMATS,
  type ReportContext,
  type ReportFormat,
} from '../../report/index.ts';
import type { Severity } from '../../rule/index.ts';
import { MEGABYTE } from '../../source/read.ts';
import { wantsColor } from '../colors.ts';
import type { Arguments, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { writeAll, type CommandIo } from '../io.ts';
import { nearestName } from '../nearest-name.ts';
import { Progress } from '../progress.ts';
import { loadSources, type Sources } from '../sources.ts';
import { UsageError } from '../usage-error.ts';
import { commands } from './index.ts';

const SEVERITIES = ['error', 'warning', 'info'] as const;
const FAIL_ON = [...SEVERITIES, 'never'] as const;

const options = {
  format: { value: 'format', choices: REPORT_FORMATS, default: 'text', help: 'form of the report' },
  'fail-on': {
    value: 'severity',
    choices: FAIL_ON,
    default: 'error',
    help: 'findings from here on make the exit code 1',
  },
  'min-severity': {
    value: 'severity',
    choices: SEVERITIES,
    help: 'show findings from here on (default: "warning"; "info" with --fail-on info)',
  },
  namespace: { value: 'name', help: 'the namespace of objects that state none' },
  world: {
    value: 'world',
    choices: ['open', 'closed'],
    default: 'open',
    help: 'closed: nothing exists beyond what is given',
  },
  nodes: {
    value: 'reach',
    choices: ['private', 'public'],
    help: 'whether nodes can be reached from outside',
  },
  'kubernetes-version': { value: 'x.y', help: 'the cluster that the manifests are for' },
  'node-port-range': {
    value: 'from-to',
    help: 'what the cluster gives to node ports (default: "30000-32767")',
  },
  'max-document-size': { value: 'MB', default: '20', help: 'larger documents are not read' },
  'allow-empty': { help: 'finding no Kubernetes object is no failure' },
  quiet: { help: 'no summary and no notices on standard error' },
  color: {
    value: 'when',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    help: 'colours; NO_COLOR and FORCE_COLOR are heeded',
  },
  version: { help: 'the version of k8s-svc-lint' },
} as const;

const EXIT_CODES = `Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  the job could not be done: no Kubernetes object, an unreadable path, a wrong option`;

export const command: Command = {
  name: '',
  summary:
    'Says which Services in Kubernetes manifests will not work, where, why, and what to write.',
  positionals: '[paths...]',
  options,
  more: `Paths are files, folders, globs, or - for standard input.\n\n${EXIT_CODES}`,
  run: lintPaths,
};

async function lintPaths(args: Arguments, io: CommandIo): Promise<number> {
  const settings = readSettings(args);
  const progress = new Progress(io, settings.isQuiet);
  const sources = await loadSources(args.positionals, {
    cwd: io.cwd,
    stdin: io.stdin,
    maxDocumentBytes: settings.maxDocumentBytes,
    onFile: (done, total) => {
      progress.show(done, total);
    },
  });
  const { documents, fileCount } = sources;
  const result = lintDocuments(documents, fileCount, rules, settings.lint);
  await writeReport(result, sources, settings, io);
  return conclude(result, sources, settings, args, io);
}

interface Settings {
  readonly lint: LintOptions;
  readonly format: ReportFormat;
  readonly failOn: Severity | 'never';
  readonly maxDocumentBytes: number;
  readonly isQuiet: boolean;
  readonly allowsEmpty: boolean;
  readonly color: string | true | undefined;
}

function readSettings({ values, positionals }: Arguments): Settings {
  if (positionals.length === 0) {
    throw new UsageError('name the files or folders to look at, or - for standard input');
  }
  const failOn = oneOf(FAIL_ON, values['fail-on']) ?? 'error';
  const stated = oneOf(SEVERITIES, values['min-severity']);
  const minSeverity = stated ?? (failOn === 'info' ? 'info' : 'warning');
  if (failOn !== 'never' && rankOf(failOn) < rankOf(minSeverity)) {
    throw new UsageError(
      `--fail-on ${failOn} needs --min-severity ${failOn} or lower: what is not shown cannot fail`,
    );
  }
  const world = oneOf(['open', 'closed'], values['world']) ?? 'open';
  return {
    lint: {
      world,
      nodes: oneOf(['private', 'public'], values['nodes']),
      namespace: readNamespace(values['namespace']),
      kubernetesVersion: readVersion(values['kubernetes-version']),
      nodePortRange: readRange(values['node-port-range']),
      minSeverity,
    },
    format: oneOf(REPORT_FORMATS, values['format']) ?? 'text',
    failOn,
    maxDocumentBytes: readSize(values['max-document-size']),
    isQuiet: values['quiet'] === true,
    allowsEmpty: values['allow-empty'] === true,
    color: values['color'],
  };
}

function oneOf<T extends string>(
  choices: readonly T[],
  value: string | true | undefined,
): T | undefined {
  return choices.find((choice) => choice === value);
}

/** A DNS label (S-1), as the API server takes it. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

function readNamespace(value: string | true | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (NAMESPACE.test(value)) return value;
  throw new UsageError(
    `--namespace "${value}" is no name of a namespace: lower case letters, digits and dashes`,
  );
}

function readVersion(value: string | true | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, version] = /^v?(1\.\d+)(?:\.\d+)?$/.exec(value) ?? [];
  if (version !== undefined) return version;
  throw new UsageError(`--kubernetes-version "${value}" is no version: write it like 1.37`);
}

const HIGHEST_PORT = 65_535;

function readRange(value: string | true | undefined): LintOptions['nodePortRange'] {
  if (typeof value !== 'string') return undefined;
  const [, first, last] = /^(\d+)-(\d+)$/.exec(value) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (from >= 1 && from <= to && to <= HIGHEST_PORT) return { from, to };
  throw new UsageError(`--node-port-range "${value}" is no range: write it like 30000-32767`);
}

function readSize(value: string | true | undefined): number {
  const size = Number(value ?? '20');
  if (size > 0 && size <= 500) return Math.ceil(size * MEGABYTE);
  throw new UsageError(
    `--max-document-size "${String(value)}" is no size: megabytes, more than 0 and at most 500`,
  );
}

async function writeReport(
  result: LintResult,
  sources: Sources,
  settings: Settings,
  io: CommandIo,
): Promise<void> {
  // A clean run has nothing to say in words, and needs no stream for it.
  if (settings.format === 'text' && result.findings.length === 0) return;
  const [reporter, context] = await Promise.all([
    loadReporter(settings.format),
    makeContext(sources, settings, io),
  ]);
  await writeAll(io.stdout, reporter(result, context));
}

async function makeContext(
  sources: Sources,
  settings: Settings,
  io: CommandIo,
): Promise<ReportContext> {
  const isText = settings.format === 'text';
  const { makeReportContext } = await import('../report-context.ts');
  return makeReportContext({
    rules,
    cwd: io.cwd,
    documents: sources.documents,
    isColored: isText && wantsColor(settings.color, io),
    isTerminal: isText && io.stdout.isTTY === true,
  });
}

/** Says on standard error what there is to say, and decides the exit code. */
async function conclude(
  result: LintResult,
  sources: Sources,
  settings: Settings,
  { positionals }: Arguments,
  io: CommandIo,
): Promise<number> {
  const { findings, summary, crashed } = result;
  const problems = sources.problems.map((problem) => problem + meantCommand(problem, positionals));
  const isEmpty = summary.resources === 0 && findings.length === 0;
  if (isEmpty && problems.length === 0 && !settings.allowsEmpty) {
    problems.push(describeEmptiness(sources));
  }
  if (!settings.isQuiet || problems.length > 0) {
    const { oneLine } = await import('../../report/one-line.ts');
    const { summarize } = await import('../../report/summary.ts');
    const notices = settings.isQuiet ? [] : sources.notices;
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

function describeEmptiness({ documents, fileCount }: Sources): string {
  const files = fileCount === 1 ? '1 file' : `${fileCount} files`;
  const hint = documents.some(({ isTemplate }) => isTemplate)
    ? 'there are templates: render them first, as in `helm template ./chart | k8s-svc-lint -`'
    : '--allow-empty if that is as it should be';
  return `no Kubernetes object found in ${files}; ${hint}`;
}

/** A command's name behind an option, or misspelt, is taken for a path. */
function meantCommand(problem: string, positionals: readonly string[]): string {
  const [first] = positionals;
  if (first === undefined || !problem.startsWith(`${first}: no such`)) return '';
  const name = nearestName(first, Object.keys(commands));
  return name === undefined ? '' : `; did you mean the command "k8s-svc-lint ${name}"?`;
}
