/**
 * V8 compiles a function once more, and better, as soon as it has run for a while. It does so to some
 * 300 of ours in a second, on the core beside the one that waits for it, and few of them run long
 * enough to pay for that: waiting three times as long saves a fifth of the processor time of 1,000 files
 * (`npm run bench`). Runs of a few files never come so far.
 */
export function compileLate(): void {
  // Missing before Node 20.16: then it is as fast as it is.
  const v8 = (process as Partial<Pick<NodeJS.Process, 'getBuiltinModule'>>).getBuiltinModule?.(
    'v8',
  );
  v8?.setFlagsFromString('--interrupt-budget=400000');
}
