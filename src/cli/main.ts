import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { DEFAULT_LINT_OPTIONS, lint, rankOf, type LintSource } from '../engine/lint.ts';
import { discover, explainSystemError } from '../source/discover.ts';
import { readSourceFile } from '../source/read.ts';

/** Everything of the process that the command uses; tests give their own. */
export interface CommandIo {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs the command line and returns the exit code: 0 clean, 1 findings, 2 could not do the job. */
export async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  const { files, problems } = await discover(argv, io.cwd);
  for (const problem of problems) io.stderr.write(`${problem.path}: ${problem.message}\n`);
  const sources: LintSource[] = [];
  for (const { path, isChartTemplate } of files) {
    try {
      const result = readSourceFile(resolve(io.cwd, path), path);
      if (result.status === 'text') sources.push({ file: result.file, isChartTemplate });
    } catch (error) {
      io.stderr.write(`${path}: ${explainSystemError(error)}\n`);
    }
  }
  const result = lint(sources, rules, DEFAULT_LINT_OPTIONS);
  for (const finding of result.findings) {
    const { start, end } = finding.range;
    io.stdout.write(
      `${finding.file}:${start.line}:${start.column}-${end.line}:${end.column}: ${finding.severity}: ${finding.message} [${finding.ruleId}]\n`,
    );
  }
  io.stderr.write(`${JSON.stringify(result.summary)}\n`);
  return result.findings.some(({ severity }) => rankOf(severity) >= rankOf('error')) ? 1 : 0;
}
