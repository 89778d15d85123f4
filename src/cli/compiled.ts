import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, wrap } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { EXIT } from './exit-code.ts';
import { version } from './version.ts';

type ModuleFunction = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  filename: string,
  dirname: string,
) => void;

/**
 * Requires a CommonJS file of the package with what V8 compiled of it the last time: a third less for
 * one manifest. That is kept where packages keep such things, in `node_modules/.cache`. Where nothing
 * can be kept, or NODE_DISABLE_COMPILE_CACHE is set, the file is compiled as ever. It must not use
 * `import()`, which such files do not have.
 */
export function requireCompiled(file: string): object {
  const place = placeFor(file);
  const kept = place === undefined ? undefined : readKept(place, file);
  const source = readFileSync(file, 'utf8').replace(/^#!.*/, '');
  const script = new Script(wrap(source), {
    filename: file,
    ...(kept === undefined ? {} : { cachedData: kept.code }),
  });
  const run = script.runInThisContext() as ModuleFunction;
  const module = { exports: {} };
  run(module.exports, createRequire(file), module, file, path.dirname(file));
  const runs = kept === undefined || script.cachedDataRejected === true ? 0 : kept.runs;
  if (place !== undefined && runs < ENOUGH_RUNS) keepAtExit(script, place, headFor(file, runs + 1));
  return module.exports;
}

/** A function is compiled when it is called: what one run did not use, another one may. */
const ENOUGH_RUNS = 3;

interface Kept {
  readonly code: Buffer;
  /** How many runs have added to it. */
  readonly runs: number;
}

/** Undefined where nothing is to be kept: a machine made anew for each run, a Node with flags of its own. */
function placeFor(file: string): string | undefined {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return undefined;
  if (process.env['CI'] !== undefined || process.execArgv.length > 0) return undefined;
  const root = path.resolve(path.dirname(file), '..');
  const around = path.dirname(root);
  const modules =
    path.basename(around) === 'node_modules' ? around : path.join(root, 'node_modules');
  const name = [path.basename(file), process.version, process.arch].join('-');
  return path.join(modules, '.cache', 'k8s-svc-lint', name);
}

const HEAD_LENGTH = 64;

/** What the file is: V8 knows its own version and flags and the length of a source, but not the source. */
function headFor(file: string, runs: number): string {
  const { size, mtimeMs } = statSync(file);
  return `${runs} ${version} ${size} ${mtimeMs}`.padEnd(HEAD_LENGTH);
}

function readKept(place: string, file: string): Kept | undefined {
  try {
    const bytes = readFileSync(place);
    const head = bytes.toString('latin1', 0, HEAD_LENGTH);
    const runs = parseInt(head, 10);
    return head === headFor(file, runs) ? { code: bytes.subarray(HEAD_LENGTH), runs } : undefined;
  } catch {
    return undefined;
  }
}

/** At the end, so that what was compiled on the way is in it. Whatever fails, nobody misses it. */
function keepAtExit(script: Script, place: string, head: string): void {
  const tag = versionTag();
  process.once('exit', () => {
    // A run that failed has not come far. V8 takes nothing that was compiled under other flags, as a
    // large run is.
    if (process.exitCode === EXIT.failed || tag !== versionTag() || tag === undefined) return;
    try {
      keep(script.createCachedData(), place, head);
    } catch {
      // Nothing can be kept here.
    }
  });
}

function keep(code: Buffer, place: string, head: string): void {
  const folder = path.dirname(place);
  if (!existsSync(path.resolve(folder, '../..'))) return;
  mkdirSync(folder, { recursive: true });
  const beside = `${place}.${process.pid}`;
  try {
    writeFileSync(beside, Buffer.concat([Buffer.from(head, 'latin1'), code]));
    renameSync(beside, place);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** What V8 holds compiled code against; undefined before Node 20.16. */
function versionTag(): number | undefined {
  type Process = Partial<Pick<NodeJS.Process, 'getBuiltinModule'>>;
  return (process as Process).getBuiltinModule?.('v8').cachedDataVersionTag();
}
