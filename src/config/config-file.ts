import type { RuleSetting } from '../engine/options.ts';
import type { CustomPodTemplate, ExternalObjects, Severity } from '../rule/index.ts';

/** A configuration as it is written: what `schema/config.schema.json` allows. */
export interface ConfigFile {
  readonly $schema?: string;
  readonly extends?: string | readonly string[];
  readonly plugins?: readonly string[];
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly overrides?: readonly Override[];
  readonly exclude?: readonly string[];
  readonly context?: readonly string[];
  readonly sets?: Readonly<Record<string, readonly string[]>>;
  readonly namespace?: string;
  readonly world?: 'open' | 'closed';
  readonly nodes?: 'private' | 'public';
  readonly clusterDomain?: string;
  readonly kubernetesVersion?: string | number;
  readonly nodePortRange?: string;
  readonly external?: ExternalObjects;
  readonly podTemplates?: readonly CustomPodTemplate[];
  readonly suppressions?: readonly ConfigSuppression[];
  readonly failOn?: Severity | 'never';
  readonly minSeverity?: Severity;
}

/** Other settings for some files. */
export interface Override {
  readonly files: string | readonly string[];
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly namespace?: string;
}

/** Findings that are set aside. */
export interface ConfigSuppression {
  readonly rules: string | readonly string[];
  readonly objects?: string | readonly string[];
  readonly files?: string | readonly string[];
  readonly reason?: string;
  readonly until?: string;
}
