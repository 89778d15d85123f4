/**
 * Tells how the linter's work grows along dimensions. In a process of its own, so that nobody else's
 * work is counted; prints a line of JSON for each dimension.
 *
 *   node --no-opt measure.cjs operations     counted, the same on every machine
 *   node --single-threaded measure.cjs time  processor time, for loops inside of what Node brings
 *
 * Names of dimensions behind that measure these only.
 */
import { readFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';
import { rules } from '../../rules/index.ts';
import { makeReportContext } from '../../src/cli/report-context.ts';
import { DEFAULT_LINT_OPTIONS, lintDocuments, type LintResult } from '../../src/engine/lint.ts';
import { applyFixes } from '../../src/fix/apply-edits.ts';
import { parseManifest, type Document } from '../../src/parse/index.ts';
import { loadReporter, REPORT_FORMATS } from '../../src/report/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { dimensions, type Dimension } from './dimensions.ts';

/** The smallest of five inputs that are counted, each twice as large as the one before. */
const FEWEST_COUNTED = 8;
const DOUBLINGS = 4;
/** The smallest of three inputs whose time is taken. */
const FEWEST_TIMED = 150;

/** What something costs from the smallest input to the largest: operations, or milliseconds. */
export interface Costs {
  readonly of: string;
  readonly costs: readonly number[];
}

export interface Growth {
  readonly dimension: string;
  /** All of the work, and the functions that do a part of it that is worth a look. */
  readonly costs: readonly Costs[];
}

type Input = ReturnType<Dimension['make']>;

/** Lints, and where a dimension is about findings writes and mends them, too. */
async function work(input: Input, { isReported = false }: Dimension): Promise<void> {
  const documents = input.flatMap(([path, text]) => parseManifest(new SourceFile(path, text)));
  const options = { ...DEFAULT_LINT_OPTIONS, minSeverity: 'info' as const };
  const result = lintDocuments(documents, input.length, rules, options);
  if (!isReported) return;
  await report(result, documents);
  applyFixes(
    new Map(input),
    result.findings.flatMap(({ fix }) => fix ?? []),
  );
}

async function report(result: LintResult, documents: readonly Document[]): Promise<void> {
  const context = await makeReportContext({
    rules,
    sources: { documents },
    settings: { failOn: 'error', showsSilenced: false },
    io: { cwd: '/', env: {} },
    notices: [],
    namesFindings: true,
  });
  for (const format of REPORT_FORMATS) {
    const render = await loadReporter(format);
    let length = 0;
    for (const piece of render(result, { ...context, isTerminal: true })) length += piece.length;
    if (length === 0) throw new Error(`${format} says nothing`);
  }
}

function inputsOf({ make, scale = 1 }: Dimension, fewest: number, doublings: number): Input[] {
  return Array.from({ length: doublings + 1 }, (_, index) => make(fewest * scale * 2 ** index));
}

/** Counts how often each block of our code is entered. Exact as long as nothing is optimized. */
class OperationCounter {
  private readonly session = new Session();
  private readonly text = readFileSync(__filename, 'utf8');
  private readonly names = new Map<number, string>();

  async start(): Promise<void> {
    this.session.connect();
    await this.session.post('Profiler.enable');
  }

  async count(input: Input, dimension: Dimension): Promise<ReadonlyMap<string, number>> {
    await this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    await work(input, dimension);
    const { result } = await this.session.post('Profiler.takePreciseCoverage');
    await this.session.post('Profiler.stopPreciseCoverage');
    const counts = new Map<string, number>();
    for (const { url, functions } of result) {
      if (!url.endsWith(__filename)) continue;
      for (const it of functions) {
        const name = this.nameOf(it);
        const operations = it.ranges.reduce((sum, { count }) => sum + count, 0);
        counts.set(name, (counts.get(name) ?? 0) + operations);
      }
    }
    return counts;
  }

  /** `src/graph/graph.ts: findService`; where a function has no name, how it begins. */
  private nameOf({ functionName, ranges: [whole] }: Profiler.FunctionCoverage): string {
    const start = whole?.startOffset ?? 0;
    let name = this.names.get(start);
    if (name === undefined) {
      const comment = this.text.lastIndexOf('\n// ', start) + '\n// '.length;
      const module = this.text.slice(comment, this.text.indexOf('\n', comment));
      const beginning = this.text.slice(start, Math.min(start + 70, whole?.endOffset ?? 0));
      name = `${module}: ${functionName === '' ? beginning.replace(/\s+/g, ' ') : functionName}`;
      this.names.set(start, name);
    }
    return name;
  }
}

async function countOperations(
  counter: OperationCounter,
  name: string,
  dimension: Dimension,
): Promise<Growth> {
  const counts: ReadonlyMap<string, number>[] = [];
  for (const input of inputsOf(dimension, FEWEST_COUNTED, DOUBLINGS)) {
    counts.push(await counter.count(input, dimension));
  }
  const all = counts.map((it) => [...it.values()].reduce((sum, count) => sum + count, 0));
  const least = (all.at(-1) ?? 0) * WORTH_A_LOOK;
  const functions = [...(counts.at(-1) ?? [])]
    .filter(([, count]) => count > least)
    .map(([of]) => ({ of, costs: counts.map((count) => count.get(of) ?? 0) }));
  return { dimension: name, costs: [{ of: 'all', costs: all }, ...functions] };
}

/** What is less than this part of the work is not looked at by itself. */
const WORTH_A_LOOK = 0.01;

const ROUNDS = 2;
/** Further rounds where something looks slow: noise only ever adds. */
const MORE_ROUNDS = 20;

async function takeTime(name: string, dimension: Dimension): Promise<Growth> {
  const inputs = inputsOf(dimension, FEWEST_TIMED, 2);
  const costs = inputs.map(() => Infinity);
  const isLinear = (): boolean => (costs[2] ?? 0) < LINEAR_TWICE * (costs[0] ?? 0);
  for (let round = 0; round < ROUNDS + MORE_ROUNDS; round++) {
    if (round >= ROUNDS && isLinear()) break;
    for (const [index, input] of inputs.entries()) {
      costs[index] = Math.min(costs[index] ?? Infinity, await processorTime(input, dimension));
    }
  }
  return { dimension: name, costs: [{ of: 'all', costs }] };
}

/** Two doublings of what grows as its input does, and a little. */
const LINEAR_TWICE = 4.6;

async function processorTime(input: Input, dimension: Dimension): Promise<number> {
  const start = process.cpuUsage();
  await work(input, dimension);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function main([mode, ...names]: readonly string[]): Promise<void> {
  const counter = new OperationCounter();
  if (mode === 'operations') await counter.start();
  for (const [name, dimension] of Object.entries(dimensions)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const growth =
      mode === 'operations'
        ? await countOperations(counter, name, dimension)
        : await takeTime(name, dimension);
    console.log(JSON.stringify(growth));
  }
}

void main(process.argv.slice(2));
