import { resolve } from 'node:path';
import { REPORT_FORMATS, type ReportFormat } from '../../report/index.ts';
import { nearestName } from '../../config/nearest-name.ts';
import { UsageError } from '../usage-error.ts';

/** One report: in which form, and where to. */
export interface ReportTarget {
  readonly format: ReportFormat;
  /** Undefined for standard output. */
  readonly file: string | undefined;
}

const STANDARD_OUTPUT = new Set(['-', '/dev/stdout']);

/** `--format sarif=out.sarif --format text`, and `--output` for the one that names no file itself. */
export function readTargets(
  formats: readonly string[],
  output: string | undefined,
  paths: readonly string[],
): readonly ReportTarget[] {
  const stated = formats.length === 0 ? [readTarget('text')] : formats.map(readTarget);
  const targets = output === undefined ? stated : sendTo(output, stated);
  const withoutFile = targets.filter(({ file }) => file === undefined);
  const [first, second] = withoutFile;
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `--format ${first.format} and --format ${second.format} both go to standard output: give one of them a file, as in --format ${second.format}=FILE`,
    );
  }
  checkFiles(targets, paths);
  return targets;
}

function readTarget(text: string): ReportTarget {
  const [name = '', ...rest] = text.split('=');
  const format = REPORT_FORMATS.find((it) => it === name);
  if (format === undefined) {
    const nearest = nearestName(name, REPORT_FORMATS);
    const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
    throw new UsageError(`--format "${name}" is none of ${REPORT_FORMATS.join(', ')}${hint}`);
  }
  return { format, file: rest.length === 0 ? undefined : readFile(rest.join('='), text) };
}

function readFile(file: string, option: string): string | undefined {
  if (file === '') throw new UsageError(`--format ${option} names no file behind the =`);
  return STANDARD_OUTPUT.has(file) ? undefined : file;
}

function sendTo(output: string, targets: readonly ReportTarget[]): readonly ReportTarget[] {
  if (output === '') throw new UsageError('--output names no file');
  const file = STANDARD_OUTPUT.has(output) ? undefined : output;
  const open = targets.filter((it) => it.file === undefined);
  if (open.length !== 1) {
    throw new UsageError(
      `--output is for one --format without a file of its own, and there are ${open.length}`,
    );
  }
  return targets.map((it) => (it.file === undefined ? { ...it, file } : it));
}

/** Two reports in one file, or a report over a manifest, would be a loss. */
function checkFiles(targets: readonly ReportTarget[], paths: readonly string[]): void {
  const inputs = new Set(paths.map((path) => resolve(path)));
  const seen = new Set<string>();
  for (const { file, format } of targets) {
    if (file === undefined) continue;
    const place = resolve(file);
    if (seen.has(place)) throw new UsageError(`two reports would be written to ${file}`);
    seen.add(place);
    if (inputs.has(place) || /\.ya?ml$/i.test(file)) {
      throw new UsageError(
        `--format ${format}=${file} would be written over a manifest: name another file`,
      );
    }
  }
}
