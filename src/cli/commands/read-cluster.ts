import { Cluster } from '../../cluster/index.ts';
import { readModel } from '../../model/index.ts';
import type { Arguments, OptionTable } from '../command.ts';
import type { CommandIo } from '../io.ts';
import { loadSources } from '../sources.ts';

const DEFAULT_NAMESPACE = 'default';

/** What `graph`, `resolve` and `trace` have in common. */
export const CLUSTER_OPTIONS = {
  namespace: {
    value: 'name',
    default: DEFAULT_NAMESPACE,
    help: 'the namespace of objects that state none',
  },
  'kubernetes-version': {
    value: 'version',
    help: 'which cluster they are for, such as 1.37; the newest when not given',
  },
} satisfies OptionTable;

/** The text of an option that has a value. */
export function textOf({ values }: Arguments, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function namespaceFrom(args: Arguments): string {
  return textOf(args, 'namespace') ?? DEFAULT_NAMESPACE;
}

/**
 * Reads all that is given as one cluster: everything applied together, in reading order. Undefined
 * when some of it could not be read: an answer from the rest might be wrong.
 */
export async function readCluster(
  paths: readonly string[],
  args: Arguments,
  { cwd, stdin, stderr }: CommandIo,
): Promise<Cluster | undefined> {
  const sources = await loadSources(paths.length === 0 ? ['.'] : paths, { cwd, stdin });
  for (const line of [...sources.notices, ...sources.problems]) stderr.write(`${line}\n`);
  if (sources.problems.length > 0) return undefined;
  const model = readModel(sources.documents, { namespace: namespaceFrom(args), asWritten: true });
  return new Cluster(model, { kubernetesVersion: textOf(args, 'kubernetes-version') });
}
