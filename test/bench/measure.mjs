// What a whole process costs: wall and processor time in seconds, peak memory in megabytes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MEBIBYTE_IN_KIBIBYTES = 1024;
const TIMEOUT_SECONDS = 150;

/** Node 20 reads these certificates at every start: 37 ms that no program can avoid. */
const environment = { ...process.env, KUBECONFIG: '/dev/null' };
delete environment.NODE_EXTRA_CA_CERTS;
delete environment.NODE_OPTIONS;

const hasPeakMemory =
  spawnSync('/usr/bin/time', ['-f', '%M', 'true'], { stdio: 'ignore' }).status === 0;

/**
 * The shell's `time` is exact to a millisecond; it waits for the program and all its threads.
 * GNU time adds the peak memory, which only the parent of a process is told.
 */
const SCRIPT = `TIMEFORMAT='%3R %3U %3S'
memory=$1; shift
{ time ${hasPeakMemory ? '/usr/bin/time -q -o "$memory" -f %M ' : ''}"$@" >/dev/null 2>"$memory.err" </dev/null; status=$?; } 2>&1
echo $status`;

/** Runs a command once. Throws where it ends with none of `okExitCodes`, or not in time. */
export function measure([program, ...args], okExitCodes = [0]) {
  const directory = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-measure-'));
  const memoryFile = path.join(directory, 'memory');
  try {
    const { stdout, error } = spawnSync(
      'bash',
      ['-c', SCRIPT, 'bash', memoryFile, program, ...args],
      { env: environment, encoding: 'utf8', timeout: TIMEOUT_SECONDS * 1000 },
    );
    if (error !== undefined) throw new Error(`more than ${TIMEOUT_SECONDS} s`);
    const [wall, user, system, status] = stdout.trim().split(/\s+/).map(Number);
    if (!okExitCodes.includes(status)) {
      const [reason = ''] = readFileSync(`${memoryFile}.err`, 'utf8').trim().split('\n');
      throw new Error(`exit code ${status} ${reason}`);
    }
    const memory = hasPeakMemory
      ? Number(readFileSync(memoryFile, 'utf8')) / MEBIBYTE_IN_KIBIBYTES
      : undefined;
    return { wall, cpu: user + system, memory };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Whether a command can be run here. */
export function runs([program, ...args]) {
  return spawnSync(program, args, { env: environment, stdio: 'ignore' }).status === 0;
}

/**
 * Measures two programs in alternating pairs, so that whatever else the machine does meets both alike:
 * until `seconds` are over, at least `least` and at most `most` times.
 */
export function measurePairs(subject, other, { seconds, least = 2, most = 15 }) {
  const pairs = [];
  const start = performance.now();
  const isOver = () => performance.now() - start > seconds * 1000;
  while (pairs.length < least || (pairs.length < most && !isOver())) {
    const isSubjectFirst = pairs.length % 2 === 0;
    const [first, second] = isSubjectFirst ? [subject, other] : [other, subject];
    const one = measure(first.command, first.okExitCodes);
    const two = measure(second.command, second.okExitCodes);
    pairs.push(isSubjectFirst ? { subject: one, other: two } : { subject: two, other: one });
  }
  return pairs;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The medians of several measurements of one program. */
export function medians(measurements) {
  const of = (key) => median(measurements.map((it) => it[key]));
  return { wall: of('wall'), cpu: of('cpu'), memory: hasPeakMemory ? of('memory') : undefined };
}
