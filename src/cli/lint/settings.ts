import { rules as ownRules } from '../../../rules/index.ts';
import type { Configuration } from '../../config/configuration.ts';
import { parsePortRange, parseVersion } from '../../config/values.ts';
import type { LintOptions } from '../../engine/options.ts';
import { rankOf } from '../../engine/severity.ts';
import type { Rule, Severity } from '../../rule/index.ts';
import type { SilenceSettings } from '../../silence/options.ts';
import { MEGABYTE } from '../../source/read.ts';
import type { Arguments } from '../command.ts';
import type { CommandIo } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { readConfiguration } from './configuration.ts';
import {
  configuredContext,
  configuredExclusions,
  configuredRules,
  configuredSuppressions,
  configuredWorld,
  exclusionsWithContext,
} from './configured.ts';
import { FAIL_ON, SEVERITIES } from './options.ts';
import { readRuleSettings } from './rule-flags.ts';
import { readTargets, type ReportTarget } from './targets.ts';

/** Everything that one run of the linter was told. */
export interface Settings {
  /** What to look at, as it was named. */
  readonly paths: readonly string[];
  /** All that can run: our own, and those of plugins. */
  readonly rules: readonly Rule[];
  readonly lint: LintOptions;
  /** Files and folders whose objects exist, and which are not linted. */
  readonly context: readonly string[];
  /** Why a file is left out, or a folder, with `/` behind it. */
  readonly exclusionOf: ((path: string) => string | undefined) | undefined;
  /** Whether to say of each file why it is in or out. */
  readonly showsDecisions: boolean;
  /** Whether standard error tells how documents were read. */
  readonly showsParsing: boolean;
  /** What the configuration gives cause to say. */
  readonly notices: readonly string[];
  readonly targets: readonly ReportTarget[];
  readonly failOn: Severity | 'never';
  /** Whether reports list what is silenced. */
  readonly showsSilenced: boolean;
  readonly silence: SilenceSettings;
  readonly known: KnownSettings;
  readonly maxDocumentBytes: number;
  readonly isQuiet: boolean;
  readonly allowsEmpty: boolean;
  readonly color: string | true | undefined;
}

/** Where it stands which findings are old. */
export interface KnownSettings {
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  /** A commit, in any words that git has for one. */
  readonly since: string | undefined;
}

/** Arguments, and the configuration beneath them → settings. Throws for what is not plainly right. */
export async function readSettings(args: Arguments, io: CommandIo): Promise<Settings> {
  const { values, lists, positionals } = args;
  if (positionals.length === 0) {
    throw new UsageError('name the files or folders to look at, or - for standard input');
  }
  const configuration = await readConfiguration(args, io);
  const rules = configuration?.rules ?? ownRules;
  const severities = readSeverities(values, configuration);
  const context = [...(lists['context'] ?? []), ...configuredContext(configuration, io.cwd)];
  const excluded = configuredExclusions(configuration);
  return {
    paths: positionals,
    rules,
    lint: {
      ...readWorld(values, configuration),
      minSeverity: severities.minSeverity,
      rules: readRuleSettings(lists['rule'] ?? [], rules, configuredRules(configuration)),
    },
    context,
    exclusionOf: exclusionsWithContext(excluded, context, positionals, io.cwd),
    showsDecisions: values['debug-files'] === true,
    showsParsing: values['debug-parsing'] === true,
    notices: configuration?.notices ?? [],
    targets: readTargets(lists['format'] ?? [], textOf(values['output']), positionals),
    failOn: severities.failOn,
    showsSilenced: values['show-silenced'] === true,
    silence: {
      isInline: values['no-inline-config'] !== true,
      requiresReason: values['require-reason'] === true,
      configured: configuredSuppressions(configuration, positionals, io.cwd),
    },
    known: readKnown(values, positionals),
    maxDocumentBytes: readSize(values['max-document-size']),
    isQuiet: values['quiet'] === true,
    allowsEmpty: values['allow-empty'] === true,
    color: values['color'],
  };
}

type Values = Arguments['values'];

function readSeverities(
  values: Values,
  configuration: Configuration | undefined,
): Pick<Settings, 'failOn'> & Pick<LintOptions, 'minSeverity'> {
  const stated = configuration?.settings ?? {};
  const failOn = oneOf(FAIL_ON, values['fail-on']) ?? stated.failOn ?? 'error';
  const minSeverity =
    oneOf(SEVERITIES, values['min-severity']) ??
    stated.minSeverity ??
    (failOn === 'info' ? 'info' : 'warning');
  if (failOn !== 'never' && rankOf(failOn) < rankOf(minSeverity)) {
    const said =
      values['fail-on'] === undefined && stated.failOn !== undefined
        ? `failOn: ${failOn} in ${configuration?.name ?? 'the configuration'}`
        : `--fail-on ${failOn}`;
    throw new UsageError(
      `${said} needs --min-severity ${failOn} or lower: what is not shown cannot fail`,
    );
  }
  return { failOn, minSeverity };
}

/** A flag wins over the configuration, for every file. */
function readWorld(
  values: Values,
  configuration: Configuration | undefined,
): Omit<LintOptions, 'minSeverity'> {
  const configured = configuredWorld(configuration);
  const namespace = readNamespace(values['namespace']);
  return {
    ...configured,
    world: oneOf(['open', 'closed'], values['world']) ?? configured.world ?? 'open',
    nodes: oneOf(['private', 'public'], values['nodes']) ?? configured.nodes,
    namespace: namespace ?? configured.namespace,
    namespaceOf: namespace === undefined ? configured.namespaceOf : undefined,
    clusterDomain: readDomain(values['cluster-domain']) ?? configured.clusterDomain,
    kubernetesVersion: readVersion(values['kubernetes-version']) ?? configured.kubernetesVersion,
    nodePortRange: readRange(values['node-port-range']) ?? configured.nodePortRange,
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

const DOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

function readDomain(value: string | true | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (DOMAIN.test(value)) return value;
  throw new UsageError(`--cluster-domain "${value}" is no domain: write it like cluster.local`);
}

function readVersion(value: string | true | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const version = parseVersion(value);
  if (version !== undefined) return version;
  throw new UsageError(`--kubernetes-version "${value}" is no version: write it like 1.37`);
}

function readRange(value: string | true | undefined): LintOptions['nodePortRange'] {
  if (typeof value !== 'string') return undefined;
  const range = parsePortRange(value);
  if (range !== undefined) return range;
  throw new UsageError(`--node-port-range "${value}" is no range: write it like 30000-32767`);
}

function readSize(value: string | true | undefined): number {
  const size = Number(value ?? '20');
  if (size > 0 && size <= 500) return Math.ceil(size * MEGABYTE);
  throw new UsageError(
    `--max-document-size "${String(value)}" is no size: megabytes, more than 0 and at most 500`,
  );
}
