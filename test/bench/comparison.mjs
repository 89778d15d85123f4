// Our command against bare Node, against itself without the scanner, and against other programs.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildYamlOnly } from './build.mjs';
import { inputs as allInputs } from './inputs.mjs';
import { describeMachine } from './machine.mjs';
import { table, threeDigits, times, writeSection } from './markdown.mjs';
import { measure, measurePairs, median, medians } from './measure.mjs';
import { plot } from './plot.mjs';
import { bareNode, findPeers, ourCommand } from './programs.mjs';

const PLOT = path.join(import.meta.dirname, 'cost.svg');
/** Larger inputs take a program that leaves all to `yaml` half a minute each time. */
const YAML_ONLY_MEGABYTES = 120;

export async function comparePrograms({ inputs = allInputs, seconds, isWritten, scratch }) {
  const programs = await findPrograms(scratch);
  const results = [];
  for (const input of inputs) {
    const directory = path.join(scratch, 'input');
    const made = input.make(directory);
    results.push(measureInput({ ...input, ...made }, programs, { seconds, scratch }));
    rmSync(directory, { recursive: true });
  }
  const text = [
    describeMachine(),
    costTable(results),
    peersTable(results, programs),
    detailsTable(results, programs),
  ].join('\n\n');
  console.log(text);
  if (!isWritten) return;
  await writeSection('programs', text);
  writeFileSync(PLOT, drawPlot(results, programs));
}

async function findPrograms(scratch) {
  const yamlOnly = await buildYamlOnly(path.join(scratch, 'yaml-only'));
  return [
    { ...bareNode(), command: () => bareNode().command, isInstalled: true },
    {
      name: '`yaml`-only build',
      command: (target) => ourCommand(target, { directory: yamlOnly }),
      megabytes: YAML_ONLY_MEGABYTES,
      isInstalled: true,
    },
    ...findPeers(scratch),
  ];
}

/** Measures our command in pairs with each program. */
function measureInput(input, programs, { seconds, scratch }) {
  const subject = { command: ourCommand(input.target) };
  measure(subject.command); // the files come into the system's cache
  const ours = [];
  const byProgram = new Map();
  for (const program of programs) {
    const { name, command, okExitCodes } = program;
    const reason = whyNot(program, input);
    if (reason !== undefined) {
      byProgram.set(name, { reason });
      continue;
    }
    process.stderr.write(`${input.name}: ${name}\n`);
    const other = { command: command(input.target, scratch), okExitCodes };
    try {
      const pairs = measurePairs(subject, other, { seconds });
      ours.push(...pairs.map((it) => it.subject));
      byProgram.set(name, {
        ...medians(pairs.map((it) => it.other)),
        ratio: ratioOf(pairs, 'wall'),
        cpuRatio: ratioOf(pairs, 'cpu'),
      });
    } catch (error) {
      byProgram.set(name, { reason: error.message });
    }
  }
  return { input, ours: medians(ours), byProgram };
}

function whyNot({ isInstalled, megabytes = Infinity, refuses }, input) {
  if (!isInstalled) return 'not installed';
  return input.bytes > megabytes * 1e6 || refuses?.(input) ? 'not run' : undefined;
}

/** The median over the pairs of how many times as much the other program took. */
function ratioOf(pairs, key) {
  return median(pairs.map(({ subject, other }) => other[key] / subject[key]));
}

function costTable(results) {
  const head = [
    ...['input', 'MB', 'objects', 'wall, ms', 'CPU, ms', 'peak, MB', 'bare `node`, ms'],
    ...['times bare `node`', 'may be'],
  ];
  const rows = results.map(({ input, ours, byProgram }) => {
    const bare = byProgram.get(bareNode().name);
    return [
      input.name,
      threeDigits(input.bytes / 1e6),
      input.objects.toLocaleString('en-US'),
      (ours.wall * 1e3).toFixed(0),
      (ours.cpu * 1e3).toFixed(0),
      ours.memory?.toFixed(0) ?? '–',
      (bare.wall * 1e3).toFixed(0),
      times(1 / bare.ratio),
      input.limit === undefined ? '' : times(input.limit),
    ];
  });
  return `### k8s-svc-lint\n\n${table(head, rows)}`;
}

function peersTable(results, programs) {
  const head = ['times our wall time', ...results.map(({ input }) => input.name)];
  const rows = programs.slice(1).map(({ name }) => [
    name,
    ...results.map(({ byProgram }) => {
      const { ratio, reason } = byProgram.get(name);
      return reason ?? times(ratio);
    }),
  ]);
  return `### Other programs\n\n${table(head, rows)}`;
}

function detailsTable(results, programs) {
  const head = ['wall s / CPU s / peak MB', ...results.map(({ input }) => input.name)];
  const cell = ({ wall, cpu, memory }) =>
    `${threeDigits(wall)} / ${threeDigits(cpu)} / ${memory?.toFixed(0) ?? '–'}`;
  const rows = programs
    .filter(({ isInstalled }) => isInstalled)
    .map(({ name }) => [
      name,
      ...results.map(({ byProgram }) => {
        const result = byProgram.get(name);
        return result.reason === undefined ? cell(result) : '';
      }),
    ]);
  return table(head, [['k8s-svc-lint', ...results.map(({ ours }) => cell(ours))], ...rows]);
}

function drawPlot(results, programs) {
  const line = (name, resultOf) => ({
    name: name.replaceAll('`', ''),
    points: results.flatMap((result) => {
      const { wall, reason } = resultOf(result);
      return reason === undefined ? [[result.input.bytes / 1e6, wall]] : [];
    }),
  });
  const series = [
    line('k8s-svc-lint', ({ ours }) => ours),
    ...programs.map(({ name }) => line(name, ({ byProgram }) => byProgram.get(name))),
  ];
  return plot({
    series: series.filter(({ points }) => points.length > 0),
    x: 'megabytes of manifests',
    y: 'seconds from start to end',
  });
}
