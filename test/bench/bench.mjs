// How long the whole command takes, against bare Node and against the `yaml` package alone, on the
// same generated files: `npm run bench`. Prints a Markdown table.
//   --sizes 1,100,1000   numbers of files
//   --rounds 7           measurements of each program, taken in turn
// Times depend on the machine and on who else uses it. The ratios are taken within each round, whose
// programs ran one after the other, and are what may be compared.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';

const here = import.meta.dirname;
const command = path.resolve(here, '../../dist/cli.cjs');

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1,100,1000' },
    rounds: { type: 'string', default: '7' },
  },
});

// Node 20 reads these certificates at every start: 37 ms that no program can avoid.
const environment = { ...process.env, NODE_EXTRA_CA_CERTS: undefined };

/** Wall and processor time in milliseconds, peak memory in megabytes. */
function measure(args) {
  const start = process.hrtime.bigint();
  const result = spawnSync(process.execPath, ['--require', path.join(here, 'usage.cjs'), ...args], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.status !== 0) {
    throw new Error(`node ${args.join(' ')} ended with ${result.status}: ${result.stderr}`);
  }
  return { wall, ...JSON.parse(result.output[3].toString()) };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function medianOf(runs, key) {
  return median(runs.map((run) => run[key]));
}

/** The median over the rounds of how many times as much `a` took as `b`. */
function ratio(a, b, key) {
  return median(a.map((run, round) => run[key] / b[round][key]));
}

function row(count, rounds) {
  const directory = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-bench-'));
  try {
    const bytes = generate(directory, count);
    const programs = {
      bare: ['-e', '0'],
      ours: [command, directory, '--fail-on', 'never', '--quiet'],
      yaml: [path.join(here, 'yaml-only.cjs'), directory],
    };
    const runs = { bare: [], ours: [], yaml: [] };
    for (let round = 0; round <= rounds; round++) {
      for (const [name, args] of Object.entries(programs)) {
        const run = measure(args);
        if (round > 0) runs[name].push(run); // the first round warms the file cache
      }
    }
    const { bare, ours, yaml } = runs;
    return [
      count,
      (bytes / 1e6).toFixed(2),
      medianOf(bare, 'wall').toFixed(0),
      medianOf(ours, 'wall').toFixed(0),
      `${ratio(ours, bare, 'wall').toFixed(2)} (${ratio(ours, bare, 'cpu').toFixed(2)})`,
      medianOf(yaml, 'wall').toFixed(0),
      `${ratio(yaml, ours, 'wall').toFixed(2)} (${ratio(yaml, ours, 'cpu').toFixed(2)})`,
      medianOf(ours, 'memory').toFixed(0),
      medianOf(yaml, 'memory').toFixed(0),
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function line(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}

const head = [
  'files',
  'MB',
  'bare `node`, ms',
  'k8s-svc-lint, ms',
  'times bare (CPU)',
  '`yaml` alone, ms',
  'times as fast as `yaml` (CPU)',
  'peak, MB',
  '`yaml` peak, MB',
];
line(head);
line(head.map(() => '--:'));
for (const size of values.sizes.split(',')) line(row(Number(size), Number(values.rounds)));
console.log(
  `\nNode ${process.version}, ${values.rounds} rounds, medians of ratios within a round.`,
);
