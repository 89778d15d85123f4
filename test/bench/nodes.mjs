// Our command under several versions of Node.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { inputs as allInputs } from './inputs.mjs';
import { describeMachine } from './machine.mjs';
import { table, times, writeSection } from './markdown.mjs';
import { measure, medians } from './measure.mjs';
import { bareNode, ourCommand } from './programs.mjs';

const INPUTS = ['1', '100', '1000'];
const ROUNDS = { least: 3, most: 15 };

export async function compareNodes(
  paths,
  { inputs = defaultInputs(), seconds, isWritten, scratch },
) {
  const nodes = paths.map((node) => ({
    node,
    version: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(),
  }));
  const results = inputs.map((input) => measureInput(input, nodes, { seconds, scratch }));
  const head = ['wall, ms (times bare, times the best)', ...inputs.map(({ name }) => name)];
  const rows = nodes.map(({ version }, at) => [
    version,
    ...results.map((result) => {
      const { ours, bare } = result[at];
      const best = Math.min(...result.map((it) => it.ours.wall));
      return `${(ours.wall * 1e3).toFixed(0)} (${times(ours.wall / bare.wall)}, ${times(ours.wall / best)})`;
    }),
  ]);
  const text = [describeMachine(), table(head, rows)].join('\n\n');
  console.log(text);
  if (isWritten) await writeSection('nodes', text);
}

function defaultInputs() {
  return allInputs.filter(({ key }) => INPUTS.includes(key));
}

/** All versions in turn, so that whatever else the machine does meets them alike. */
function measureInput(input, nodes, { seconds, scratch }) {
  const directory = path.join(scratch, 'input');
  const { target } = input.make(directory);
  const runs = nodes.map(() => ({ ours: [], bare: [] }));
  const start = performance.now();
  for (let round = 0; round < ROUNDS.most; round++) {
    const isOver = performance.now() - start > seconds * 1000 * nodes.length;
    if (round >= ROUNDS.least && isOver) break;
    for (const [at, { node }] of nodes.entries()) {
      runs[at].bare.push(measure(bareNode(node).command));
      runs[at].ours.push(measure(ourCommand(target, { node })));
    }
  }
  rmSync(directory, { recursive: true });
  return runs.map(({ ours, bare }) => ({ ours: medians(ours), bare: medians(bare) }));
}
