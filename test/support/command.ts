import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const COMMAND = path.join(ROOT, 'dist/cli.cjs');

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** Nothing of the machine that runs the tests may change what they see, or get a page of it. */
export function cleanEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  delete environment['NO_COLOR'];
  delete environment['FORCE_COLOR'];
  delete environment['GITHUB_STEP_SUMMARY'];
  delete environment['GITHUB_SHA'];
  delete environment['CI_COMMIT_SHA'];
  return { ...environment, ...more };
}

/** Runs the built command as a process of its own. */
export function run(args: readonly string[], options: RunOptions = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [COMMAND, ...args], {
    encoding: 'utf8',
    cwd: options.cwd ?? ROOT,
    input: options.input ?? '',
    env: cleanEnvironment(options.env),
    maxBuffer: 1 << 28,
  });
}

/** A folder with these files, gone when the test is over. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'k8s-svc-lint-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

export const CLEAN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: prices}\n';

/** A Service whose name for a port nobody declares: one error. */
export function broken(name = 'cart'): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  selector: {app: ${name}}
  ports: [{port: 80, targetPort: htpp}]
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  containers: [{name: ${name}, image: registry.example/${name}, ports: [{name: http, containerPort: 8080}]}]
`;
}

const LINE = /^(.*):6:34-6:38: error: targetPort "htpp" .* \[service-target-port-unresolved\]$/;
/** The files that findings are about. */
export function filesOf(stdout: string): (string | undefined)[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => LINE.exec(line)?.[1]);
}

/** Exit code, standard output and standard error of a run. */
export function outcome(
  args: readonly string[],
  options?: RunOptions,
): [number | null, string, string] {
  const { status, stdout, stderr } = run(args, options);
  return [status, stdout, stderr];
}
