import { relative, resolve } from 'node:path';
import type { Configuration } from '../../config/configuration.ts';
import type { LintOptions, RuleSettings } from '../../engine/options.ts';
import type { ConfiguredSuppression } from '../../silence/index.ts';
import { IS_CONTEXT } from '../sources.ts';

type Configured = Configuration | undefined;

/** What a configuration says of the world, under what flags say. */
export function configuredWorld(configuration: Configured): Partial<LintOptions> {
  if (configuration === undefined) return {};
  const { world, nodes, namespace, clusterDomain, external, podTemplates } = configuration.settings;
  const { kubernetesVersion, nodePortRange, namespaceOf, setsOf } = configuration;
  return {
    ...(world === undefined ? {} : { world }),
    nodes,
    namespace,
    clusterDomain,
    external,
    podTemplates,
    kubernetesVersion,
    nodePortRange,
    namespaceOf,
    setsOf,
  };
}

export function configuredRules(configuration: Configured): RuleSettings | undefined {
  if (configuration === undefined) return undefined;
  const { ruleSettings: everywhere, overrides } = configuration;
  return everywhere.size === 0 && overrides.length === 0 ? undefined : { everywhere, overrides };
}

/** What exists beside the manifests, as paths from the current directory. */
export function configuredContext(configuration: Configured, cwd: string): readonly string[] {
  return (configuration?.settings.context ?? []).map((path) => relative(cwd, path) || '.');
}

/** Why files are left out, by what the configuration excludes. */
export function configuredExclusions(
  configuration: Configured,
): ((path: string) => string | undefined) | undefined {
  const exclude = configuration?.exclude;
  if (configuration === undefined || exclude === undefined) return undefined;
  return (path) => {
    const pattern = exclude.takerOf(path);
    return pattern === undefined ? undefined : `${configuration.name} excludes "${pattern}"`;
  };
}

/** A folder that is linted may hold context: that is left out, too, unless it is named itself. */
export function exclusionsWithContext(
  exclusionOf: ((path: string) => string | undefined) | undefined,
  context: readonly string[],
  paths: readonly string[],
  cwd: string,
): ((path: string) => string | undefined) | undefined {
  const named = paths.map((path) => resolve(cwd, path));
  const left = context
    .map((path) => resolve(cwd, path))
    .filter((folder) => !named.some((path) => isWithin(path, folder)));
  if (left.length === 0) return exclusionOf;
  return (path) =>
    left.some((folder) => isWithin(resolve(cwd, path), folder)) ? IS_CONTEXT : exclusionOf?.(path);
}

/** One that silences nothing is in vain only where all that it may speak of was looked at. */
export function configuredSuppressions(
  configuration: Configured,
  paths: readonly string[],
  cwd: string,
): readonly ConfiguredSuppression[] {
  if (configuration === undefined) return [];
  const isAllInView = paths.some((path) =>
    isWithin(configuration.config.folder, resolve(cwd, path)),
  );
  return configuration.suppressions.map(({ rules, objects, files, reason, until, at }) => ({
    rules,
    objects,
    ...(files === undefined ? {} : { takesFile: (file: string) => files.match(file) }),
    reason,
    until,
    at: { file: at.document.file.path, range: at.range },
    isAllInView,
  }));
}

function isWithin(folder: string, above: string): boolean {
  return !relative(above, folder).startsWith('..');
}
