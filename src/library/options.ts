import { rules as allRules } from '../../rules/index.ts';
import { DEFAULT_LINT_OPTIONS, type LintOptions as RunOptions } from '../engine/options.ts';
import { SEVERITIES, type Rule, type Severity } from '../rule/index.ts';

/** How to lint. All that is left out is as on the command line. */
export interface LintOptions {
  /** The rules to run; those of this package if left out: `[...rules, ownRule]` adds to them. */
  readonly rules?: readonly Rule[] | undefined;
  /** Findings below this are not made. `warning` if left out. */
  readonly minSeverity?: Severity | undefined;
  /** The namespace of objects that state none. */
  readonly namespace?: string | undefined;
  /** `closed`: nothing exists beyond what is given. `open` if left out. */
  readonly world?: 'open' | 'closed' | undefined;
  /** Whether nodes can be reached from outside of the cluster. */
  readonly nodes?: 'private' | 'public' | undefined;
  /** The cluster that the manifests are for, such as `1.37`. */
  readonly kubernetesVersion?: string | undefined;
  /** What the cluster gives to node ports; 30000 to 32767 if left out. */
  readonly nodePortRange?: { readonly from: number; readonly to: number } | undefined;
  /** The zone of the cluster's own names, usually `cluster.local`. */
  readonly clusterDomain?: string | undefined;
  /** Whether comments and annotations silence findings. `true` if left out. */
  readonly inlineConfig?: boolean | undefined;
}

export interface CheckedOptions {
  readonly run: RunOptions;
  readonly rules: readonly Rule[];
  readonly isInline: boolean;
}

/** Throws a `TypeError` that names the option and what it takes. */
export function checkOptions(options: LintOptions): CheckedOptions {
  const { rules = allRules, inlineConfig = true, ...rest } = options;
  oneOf('minSeverity', rest.minSeverity, SEVERITIES);
  oneOf('world', rest.world, ['open', 'closed']);
  oneOf('nodes', rest.nodes, ['private', 'public']);
  matching('kubernetesVersion', rest.kubernetesVersion, /^1\.\d+$/, 'a version such as 1.37');
  matching('namespace', rest.namespace, /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/, 'a DNS label');
  return {
    run: {
      ...rest,
      world: rest.world ?? DEFAULT_LINT_OPTIONS.world,
      nodes: rest.nodes,
      minSeverity: rest.minSeverity ?? DEFAULT_LINT_OPTIONS.minSeverity,
    },
    rules,
    isInline: inlineConfig,
  };
}

function oneOf(name: string, value: string | undefined, legal: readonly string[]): void {
  if (value === undefined || legal.includes(value)) return;
  throw new TypeError(`${name} is "${value}", and takes ${legal.join(', ')}`);
}

function matching(name: string, value: string | undefined, form: RegExp, words: string): void {
  if (value === undefined || form.test(value)) return;
  throw new TypeError(`${name} is "${value}", and takes ${words}`);
}
