import { rankOf, type LintOptions } from '../../engine/lint.ts';
import type { Severity } from '../../rule/index.ts';
import { MEGABYTE } from '../../source/read.ts';
import type { Arguments } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { FAIL_ON, SEVERITIES } from './options.ts';
import { readTargets, type ReportTarget } from './targets.ts';

/** Everything that one run of the linter was told. */
export interface Settings {
  /** What to look at, as it was named. */
  readonly paths: readonly string[];
  readonly lint: LintOptions;
  readonly targets: readonly ReportTarget[];
  readonly failOn: Severity | 'never';
  readonly silence: SilenceSettings;
  readonly known: KnownSettings;
  readonly maxDocumentBytes: number;
  readonly isQuiet: boolean;
  readonly allowsEmpty: boolean;
  readonly color: string | true | undefined;
}

/** Who may silence findings, and how. */
export interface SilenceSettings {
  /** Whether comments and annotations are heeded. */
  readonly isInline: boolean;
  readonly requiresReason: boolean;
}

/** Where it stands which findings are old. */
export interface KnownSettings {
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  /** A commit, in any words that git has for one. */
  readonly since: string | undefined;
}

/** Arguments → settings. Throws `UsageError` for what is not plainly right. */
export function readSettings({ values, lists, positionals }: Arguments): Settings {
  if (positionals.length === 0) {
    throw new UsageError('name the files or folders to look at, or - for standard input');
  }
  const failOn = oneOf(FAIL_ON, values['fail-on']) ?? 'error';
  const stated = oneOf(SEVERITIES, values['min-severity']);
  const minSeverity = stated ?? (failOn === 'info' ? 'info' : 'warning');
  if (failOn !== 'never' && rankOf(failOn) < rankOf(minSeverity)) {
    throw new UsageError(
      `--fail-on ${failOn} needs --min-severity ${failOn} or lower: what is not shown cannot fail`,
    );
  }
  const world = oneOf(['open', 'closed'], values['world']) ?? 'open';
  return {
    paths: positionals,
    lint: {
      world,
      nodes: oneOf(['private', 'public'], values['nodes']),
      namespace: readNamespace(values['namespace']),
      kubernetesVersion: readVersion(values['kubernetes-version']),
      nodePortRange: readRange(values['node-port-range']),
      minSeverity,
    },
    targets: readTargets(lists['format'] ?? [], textOf(values['output']), positionals),
    failOn,
    silence: {
      isInline: values['no-inline-config'] !== true,
      requiresReason: values['require-reason'] === true,
    },
    known: readKnown(values, positionals),
    maxDocumentBytes: readSize(values['max-document-size']),
    isQuiet: values['quiet'] === true,
    allowsEmpty: values['allow-empty'] === true,
    color: values['color'],
  };
}

function readKnown(values: Arguments['values'], paths: readonly string[]): KnownSettings {
  const known: KnownSettings = {
    baseline: textOf(values['baseline']),
    writeBaseline: textOf(values['write-baseline']),
    since: textOf(values['since']),
  };
  for (const name of ['baseline', 'write-baseline', 'since']) {
    if (values[name] === '') throw new UsageError(`--${name} is empty`);
  }
  const { baseline, writeBaseline } = known;
  if (baseline !== undefined && writeBaseline !== undefined && baseline !== writeBaseline) {
    throw new UsageError('--baseline and --write-baseline name two files: name one');
  }
  if (known.since === undefined) return known;
  if (writeBaseline !== undefined) {
    throw new UsageError(
      '--write-baseline records all findings, --since is for new ones: take one',
    );
  }
  if (paths.includes('-')) {
    throw new UsageError('--since needs files or folders: standard input has no past in git');
  }
  return known;
}

function oneOf<T extends string>(
  choices: readonly T[],
  value: string | true | undefined,
): T | undefined {
  return choices.find((choice) => choice === value);
}

function textOf(value: string | true | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A DNS label (S-1), as the API server takes it. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

function readNamespace(value: string | true | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (NAMESPACE.test(value)) return value;
  throw new UsageError(
    `--namespace "${value}" is no name of a namespace: lower case letters, digits and dashes`,
  );
}

function readVersion(value: string | true | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, version] = /^v?(1\.\d+)(?:\.\d+)?$/.exec(value) ?? [];
  if (version !== undefined) return version;
  throw new UsageError(`--kubernetes-version "${value}" is no version: write it like 1.37`);
}

const HIGHEST_PORT = 65_535;

function readRange(value: string | true | undefined): LintOptions['nodePortRange'] {
  if (typeof value !== 'string') return undefined;
  const [, first, last] = /^(\d+)-(\d+)$/.exec(value) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (from >= 1 && from <= to && to <= HIGHEST_PORT) return { from, to };
  throw new UsageError(`--node-port-range "${value}" is no range: write it like 30000-32767`);
}

function readSize(value: string | true | undefined): number {
  const size = Number(value ?? '20');
  if (size > 0 && size <= 500) return Math.ceil(size * MEGABYTE);
  throw new UsageError(
    `--max-document-size "${String(value)}" is no size: megabytes, more than 0 and at most 500`,
  );
}
