import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../support/command.ts';
import { dimensions } from './dimensions.ts';
import type { Costs, Growth } from './measure.ts';

/** Twice as much of anything costs twice as much, and a little: lists that are sorted, larger maps. */
const FASTEST_GROWTH = 2.3;

const folder = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-scaling-'));
const program = path.join(folder, 'measure.cjs');

beforeAll(async () => {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/scaling/measure.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // `yaml` and the texts of rules are looked for from where the sources lie.
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(path.join(ROOT, 'src')).href),
      'import.meta.dirname': JSON.stringify(path.join(ROOT, 'src/cli')),
    },
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function measure(mode: string, flags: readonly string[]): ReadonlyMap<string, Growth> {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, program, mode], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(status, stderr).toBe(0);
  const growths = stdout.trim().split('\n');
  return new Map(
    growths.map((line) => JSON.parse(line) as Growth).map((it) => [it.dimension, it] as const),
  );
}

/**
 * Per doubling, over the last two of them: before, what every run costs hides it. What the smaller input
 * does not need at all, as room for a longer list, tells nothing.
 */
function growthOf({ costs }: Costs): number {
  const [from = 0, to = 0] = [costs.at(-3), costs.at(-1)];
  return from === 0 ? 1 : Math.sqrt(to / from);
}

describe.each([
  // What is inlined is not counted.
  ['operations', ['--no-opt']],
  // A collector that works beside ours, or that has to move what lives, is no growth of ours.
  ['time', ['--single-threaded', '--max-semi-space-size=128']],
])('%s', (mode, flags) => {
  let growths: ReadonlyMap<string, Growth>;

  beforeAll(() => {
    growths = measure(mode, flags);
  }, 300_000);

  test.each(Object.keys(dimensions))('grow with the input: %s', (name) => {
    const tooFast = (growths.get(name)?.costs ?? [])
      .filter((it) => growthOf(it) > FASTEST_GROWTH)
      .map((it) => `${growthOf(it).toFixed(2)} times: ${it.of}: ${it.costs.join(', ')}`);
    expect(growths.has(name)).toBe(true);
    expect(tooFast).toEqual([]);
  });
});
