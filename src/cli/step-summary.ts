import { open } from 'node:fs/promises';
import type { LintResult } from '../engine/lint.ts';
import { loadReporter, type ReportContext } from '../report/index.ts';
import { explainWriteError } from './output-file.ts';

/** GitHub takes 1 MiB for a step, and nothing at all of more. */
const MOST_BYTES = 900_000;

/** Adds the findings to the page of the job. Annotations do not depend on it, so it fails softly. */
export async function appendStepSummary(
  file: string,
  result: LintResult,
  context: ReportContext,
): Promise<void> {
  try {
    const handle = await open(file, 'a');
    const { size } = await handle.stat();
    try {
      const render = await loadReporter('markdown');
      const pieces = render(result, { ...context, longest: MOST_BYTES - size });
      await handle.appendFile(`${[...pieces].join('')}\n`);
    } catch (error) {
      await handle.truncate(size);
      throw error;
    } finally {
      await handle.close();
    }
  } catch (error) {
    context.notify(`$GITHUB_STEP_SUMMARY could not be written: ${explainWriteError(error)}`);
  }
}
