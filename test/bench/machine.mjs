import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { describeTree } from './build.mjs';

/** One line: what the figures were measured on. */
export function describeMachine() {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0].toFixed(1);
  return `Commit ${describeTree()}; Node ${process.version}; ${availableParallelism()} cores (${processor?.model.trim()}), ${memory} GiB, ${type()} ${release()}; load ${load} at the end.`;
}
