// Two commits on the same inputs: did we become slower?
import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildCommit, describeTree, removeCommit } from './build.mjs';
import { inputs as allInputs } from './inputs.mjs';
import { table, threeDigits, times } from './markdown.mjs';
import { measurePairs, median } from './measure.mjs';
import { ourCommand } from './programs.mjs';

const INPUTS = ['1', '100', '1000'];
/** One fifth more processor time is a step back. */
const SLOWER = 1.2;
const PAIRS = { least: 9, most: 25 };

/** Whether the tree as it is takes at most `SLOWER` times what `ref` takes, on every input. */
export function compareCommits(ref, { inputs = defaultInputs(), seconds, scratch }) {
  const worktree = path.join(scratch, 'commit');
  try {
    const { commit, directory } = buildCommit(ref, worktree);
    const results = inputs.map((input) => compare(input, directory, { seconds, scratch }));
    const head = ['input', 'CPU before, ms', 'CPU now, ms', 'now / before (CPU)', '(wall)'];
    console.log(`${commit.slice(0, 7)} before, ${describeTree()} now\n`);
    console.log(table(head, results.map(toRow)));
    const slower = results.filter(({ cpuRatio }) => cpuRatio > SLOWER);
    for (const { input, cpuRatio } of slower) {
      console.log(
        `\n${input.name}: slower by ${Math.round((cpuRatio - 1) * 100)} %, and ${Math.round((SLOWER - 1) * 100)} % is the limit`,
      );
    }
    return slower.length === 0;
  } finally {
    removeCommit(worktree);
  }
}

function defaultInputs() {
  return allInputs.filter(({ key }) => INPUTS.includes(key));
}

function compare(input, before, { seconds, scratch }) {
  const directory = path.join(scratch, 'input');
  const { target } = input.make(directory);
  const pairs = measurePairs(
    { command: ourCommand(target, { directory: before }) },
    { command: ourCommand(target) },
    { seconds, ...PAIRS },
  );
  rmSync(directory, { recursive: true });
  const ratio = (key) => median(pairs.map(({ subject, other }) => other[key] / subject[key]));
  return { input, pairs, cpuRatio: ratio('cpu'), wallRatio: ratio('wall') };
}

function toRow({ input, pairs, cpuRatio, wallRatio }) {
  const cpu = (which) => threeDigits(median(pairs.map((it) => it[which].cpu)) * 1e3);
  return [input.name, cpu('subject'), cpu('other'), times(cpuRatio), times(wallRatio)];
}
