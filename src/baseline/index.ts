export { applyBaseline, type BaselineOutcome } from './baseline.ts';
export { BaselineProblem, readBaseline, writeBaseline } from './baseline-file.ts';
export { compare, type Comparison } from './compare.ts';
export { KnownFindings } from './known-findings.ts';
